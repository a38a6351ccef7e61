/** A density sampled on an evenly spaced grid. `grid`, `y`: [nPoints]; y in 1 / value units. */
export interface Density {
  grid: Float32Array;
  y: Float64Array;
}

/**
 * Linear interpolation between grid points, the end's value outside (NumPy's `interp`). The oracle: it
 * looks up the true grid points by bisection. Serving code uses the even spacing instead.
 */
export function interpolate(grid: ArrayLike<number>, y: ArrayLike<number>, value: number): number {
  const last = grid.length - 1;
  if (value <= grid[0]!) return y[0]!;
  if (value >= grid[last]!) return y[last]!;
  let lo = 0;
  let hi = last;
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1;
    if (grid[mid]! <= value) lo = mid;
    else hi = mid;
  }
  const slope = (y[hi]! - y[lo]!) / (grid[hi]! - grid[lo]!);
  return slope * (value - grid[lo]!) + y[lo]!;
}
