import type { TokenTails } from "../core/seams.ts";
import { submitPass, watched } from "./device.ts";
import { readBack } from "./readback.ts";
import type { Bag, Machine } from "./scorer.ts";

/** How many values of each token are in the tails: only the counts are read back. `tokens`: [pos * dModel] */
export async function countTokenTails(
  { device, kernels, pool, dModel }: Machine,
  { values, count }: Bag,
  layer: number,
  tails: TokenTails,
): Promise<number[]> {
  const nPos = count / dModel;
  const counts = pool.take("token tails", nPos * 4, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  try {
    const { accepted } = watched(device, `the tails of each token at layer ${layer}`, () =>
      submitPass(device, `token tails of layer ${layer}`, (pass) => {
        kernels.tokenTails.encode(pass, values, nPos, dModel, tails, counts);
      }),
    );
    const [bytes] = await Promise.all([
      readBack(device, pool, [{ buffer: counts, bytes: nPos * 4 }]),
      accepted,
    ]);
    return [...new Uint32Array(bytes)];
  } finally {
    pool.give(counts);
  }
}
