import { seededRandom } from "../../src/core/random.ts";

/** Logistic values, one in fifty far out: what a residual stream looks like. [n] */
export function heavyTailed(n: number, seed: number, scale = 1): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: n }, () => {
    const u = 1e-4 + 0.9998 * random();
    return scale * Math.log(u / (1 - u)) * (random() < 0.02 ? 30 * random() : 1);
  });
}
