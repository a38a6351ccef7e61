import type { Leader } from "../core/seams.ts";
import { submitPass, watched } from "./device.ts";
import { readBack } from "./readback.ts";
import type { Machine } from "./scorer.ts";
import { leadersBytes, readLeaders } from "./topK.ts";

/** The k best classes of a mode by the layers added so far: they and their sums are all that is read back. */
export async function leadingClasses(
  { device, kernels, pool, tables }: Machine,
  scored: GPUBuffer,
  mode: number,
  added: readonly number[],
  k: number,
): Promise<Leader[]> {
  const shown = Math.min(k, tables.nClasses);
  const bytes = leadersBytes(shown);
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const layers = pool.take("added layers", added.length * 4, STORAGE | COPY_DST);
  const orders = pool.take("order of the classes", tables.nClasses * 4, STORAGE);
  const best = pool.take("leaders", bytes, STORAGE | COPY_SRC);
  try {
    const { accepted } = watched(device, "the classes that lead", () =>
      submitPass(device, "leaders", (pass) => {
        kernels.topK.encode(pass, scored, tables, mode, added, shown, { layers, orders }, best);
      }),
    );
    const [read] = await Promise.all([readBack(device, pool, [{ buffer: best, bytes }]), accepted]);
    return readLeaders(read);
  } finally {
    pool.give(layers, orders, best);
  }
}
