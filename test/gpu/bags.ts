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

/**
 * A residual stream with outlier dimensions: the bulk about 0, ten dimensions six times as wide, one about `far` and one about
 * -0.6 `far`, each within `spread` of its distance. Float32, [40 vectors * 256].
 */
export function outlierDimensions(far: number, spread: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-300)) * Math.cos(2 * Math.PI * random());
  return Float32Array.from({ length: 40 * 256 }, (_, i) => {
    const dimension = i % 256;
    if (dimension === 1) return far * (1 + spread * normal());
    if (dimension === 2) return -0.6 * far * (1 + spread * normal());
    return (dimension < 12 ? 6 : 1) * normal();
  });
}
