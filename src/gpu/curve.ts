/** What a bag's density is to be. */
export interface Curve {
  /** Values of the whole bag. */
  total: number;
  /** [gridPoints] from the least value to the greatest, or some points of it. */
  grid: Float32Array;
  /** In value units. */
  bandwidth: number;
}

/** Sums of exp(-u^2 / 2) → density. */
export function normalised(sums: Float64Array, { total, bandwidth }: Curve): Float64Array {
  const norm = total * bandwidth * Math.sqrt(2 * Math.PI);
  return sums.map((sum) => sum / norm);
}

/** `sum` exp(-u^2 / 2); in halves, so that only the product underflows. */
export function inUnits(sum: number, u: number): number {
  const half = Math.exp(-0.25 * u * u);
  return sum * half * half;
}
