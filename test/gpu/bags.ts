import { seededRandom } from "../../src/core/random.ts";

/** Sizes about the borders of workgroups and tiles. */
export const SIZES = [2, 3, 63, 64, 65, 127, 128, 129, 255, 256, 257, 768, 1025, 20_000];

/** Logistic values, one in fifty an outlier of up to a hundred times their scale: what a residual stream looks like. */
export function heavyTailed(n: number, seed = 1): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: n }, () => {
    const u = 0.0001 + 0.9998 * random();
    return Math.log(u / (1 - u)) * (random() < 0.02 ? 100 * random() : 1);
  });
}

/** The same values on another scale and elsewhere. */
export function scaled(values: Float32Array, factor: number, shift = 0): Float32Array {
  return values.map((v) => v * factor + shift);
}

/** Named bags that have a spread, for every kernel. */
export const BAGS: [string, Float32Array][] = [
  ...SIZES.map((n): [string, Float32Array] => [`${n} heavy-tailed values`, heavyTailed(n, n)]),
  ["huge values", scaled(heavyTailed(500), 1e30)],
  ["tiny values", scaled(heavyTailed(500), 1e-30)],
  ["values far from 0", scaled(heavyTailed(500), 1, 5000)],
  ["denormals among values", Float32Array.from([...heavyTailed(100), 1e-40, -1e-42, 2 ** -149, 0, -0])],
];
