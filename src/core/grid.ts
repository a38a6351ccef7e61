/**
 * The study's grid: `nPoints` from min to max, both included, computed in float32 as NumPy's `linspace` does
 * for float32 ends. Cut-offs are points of this grid, so the rounding is part of the definition.
 * Returns [nPoints] in value units.
 */
export function linspaceF32(min: number, max: number, nPoints: number): Float32Array {
  const f = Math.fround;
  const start = f(min);
  const step = f(f(f(max) - start) / (nPoints - 1));
  const grid = new Float32Array(nPoints);
  for (let i = 0; i < nPoints; i++) grid[i] = f(f(i * step) + start);
  grid[nPoints - 1] = f(max);
  return grid;
}

/** Index of the grid point nearest to `value`, the first on a tie. */
export function nearestIndex(grid: ArrayLike<number>, value: number): number {
  let best = 0;
  for (let i = 1; i < grid.length; i++) {
    if (Math.abs(grid[i]! - value) < Math.abs(grid[best]! - value)) best = i;
  }
  return best;
}
