import { requireFinite } from "../core/finite.ts";
import type { TokenTails } from "../core/seams.ts";
import { submitPass, watched } from "./device.ts";
import { readBack } from "./readback.ts";
import type { Bag, Machine } from "./scorer.ts";
import { readTokenTails } from "./tokenTails.ts";

/**
 * How many values of each token are in the tails: only the counts are read back. `tokens`: [pos * dModel]
 * @throws Failure("bad-data") where a token's values are not all finite
 */
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
    const counted = readTokenTails(new Uint32Array(bytes));
    requireFinite(counted.nonFinite, count, layer);
    return counted.tails;
  } finally {
    pool.give(counts);
  }
}
