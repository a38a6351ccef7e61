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

/** A GPT-2's last token, as far as its values go: `n` vectors of 768, nine dimensions six times as wide as the rest, two far out on either side. */
export function outlierBag(n: number, seed: number, far: number, spread: number): Float32Array {
  const random = normalRandom(seed);
  return Float32Array.from({ length: n * 768 }, (_, i) => {
    const d = i % 768;
    if (d === 1) return far * (1 + spread * random());
    if (d === 2) return -0.6 * far * (1 + spread * random());
    return (d < 12 ? 6 : 1) * random();
  });
}
