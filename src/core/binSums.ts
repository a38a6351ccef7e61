import { convolve, type FineBins, fineBins, gaussianTable, kdeExact } from "./kde.ts";

/** A value's place in its bin is a whole number of 2^-20 bins: a lone value's density moves by 2e-7 at most. */
export const FRACTION_BITS = 20;
const ONE = 2 ** FRACTION_BITS;

/** What a bin knows of its values, [bins] each. Whole numbers, so their sums are the same in any order. */
export interface BinSums {
  counts: Float64Array;
  /** Sums of the first three powers of the values' places f in their bin, from 0 to 1, in units of 2^-FRACTION_BITS. */
  places: Float64Array;
  squares: Float64Array;
  cubes: Float64Array;
}

/** The histogram of `values` [n] on the bins from `min` on, with the powers of their places in it: count - 1 bins. */
export function binSums(
  values: ArrayLike<number>,
  min: number,
  { count, delta }: Pick<FineBins, "count" | "delta">,
): BinSums {
  const [counts, places, squares, cubes] = Array.from({ length: 4 }, () => new Float64Array(count - 1));
  for (let k = 0; k < values.length; k++) {
    const x = (values[k]! - min) / delta;
    const bin = Math.min(Math.max(Math.floor(x), 0), count - 2);
    const place = Math.min(Math.max(Math.round((x - bin) * ONE), 0), ONE);
    const square = Math.floor((place * place) / ONE);
    counts![bin]! += 1;
    places![bin]! += place;
    squares![bin]! += square;
    cubes![bin]! += Math.floor((square * place) / ONE);
  }
  return { counts: counts!, places: places!, squares: squares!, cubes: cubes! };
}

/** Linear binning: a value's mass is shared by the two ends of its bin (Hall & Wand 1996). Returns [bins + 1]. */
export function linearMasses({ counts, places }: Pick<BinSums, "counts" | "places">): Float64Array {
  const mass = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) {
    const right = places[i]! / ONE;
    mass[i]! += counts[i]! - right;
    mass[i + 1]! += right;
  }
  return mass;
}

/** Cubic binning, as `kde` does it: Lagrange's weights at four ends of bins, from one left of the grid on. Returns [bins + 3]. */
export function cubicMasses({ counts, places, squares, cubes }: BinSums): Float64Array {
  const mass = new Float64Array(counts.length + 3);
  for (let i = 0; i < counts.length; i++) {
    const [n, f, f2, f3] = [counts[i]!, places[i]! / ONE, squares[i]! / ONE, cubes[i]! / ONE];
    mass[i]! += (3 * f2 - f3 - 2 * f) / 6;
    mass[i + 1]! += n + (f3 - 2 * f2 - f) / 2;
    mass[i + 2]! += (2 * f + f2 - f3) / 2;
    mass[i + 3]! += (f3 - f) / 6;
  }
  return mass;
}

/** `kde` by way of these sums, as the GPU finds it. Arguments and result as there. */
export function kdeOfSums(
  values: ArrayLike<number>,
  grid: ArrayLike<number>,
  bandwidth: number,
): Float64Array {
  const bins = fineBins(values.length, grid, bandwidth);
  if (!bins) return kdeExact(values, grid, bandwidth);
  const norm = 1 / (values.length * bandwidth * Math.sqrt(2 * Math.PI));
  const mass = cubicMasses(binSums(values, grid[0]!, bins));
  return convolve(mass, grid.length, bins, gaussianTable(bins, bandwidth, norm));
}
