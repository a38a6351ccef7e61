import { seededRandom } from "../../src/core/random.ts";

/** Seeded standard normal numbers (Box & Muller 1958). */
export function normalRandom(seed: number): () => number {
  const uniform = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** `n` normal values. */
export function normalBag(n: number, seed: number, mean = 0, std = 1): Float32Array {
  const random = normalRandom(seed);
  return Float32Array.from({ length: n }, () => mean + std * random());
}

/** `n` logistic values: a residual stream's shoulders. */
export function logisticBag(n: number, seed: number, scale = 1): Float32Array {
  const uniform = seededRandom(seed);
  return Float32Array.from({ length: n }, () => {
    const u = uniform() * (1 - 2e-6) + 1e-6;
    return scale * Math.log(u / (1 - u));
  });
}
