import type { ScoringTable } from "../../../../src/core/logLikelihood.ts";
import type { SumF32 } from "./sums.ts";

// The twins' formulas as a plain kernel would have them: each operation rounded to float32, the sums made by `sum`. On the processor.

const f = Math.fround;

/** Sample standard deviation by two passes. */
export function plainStd(values: Float32Array, sum: SumF32): number {
  const mean = f(sum(values) / values.length);
  const squares = values.map((v) => f(f(v - mean) ** 2));
  return f(Math.sqrt(f(sum(squares) / (values.length - 1))));
}

/** Gaussian KDE at every grid point. */
export function plainKde(
  values: Float32Array,
  grid: Float32Array,
  bandwidth: number,
  sum: SumF32,
): Float32Array {
  const h = f(bandwidth);
  const norm = f(1 / (values.length * h * Math.sqrt(2 * Math.PI)));
  const terms = new Float32Array(values.length);
  return grid.map((point) => {
    for (let i = 0; i < terms.length; i++) {
      const u = f(f(point - values[i]!) / h);
      terms[i] = Math.exp(f(-0.5 * f(u * u)));
    }
    return f(sum(terms) * norm);
  });
}

/** Sum of ln(p + floor) over all values. */
export function plainLogLikelihood(
  values: Float32Array,
  { y, gridMin, gridMax }: ScoringTable,
  floor: number,
  sum: SumF32,
): number {
  const last = y.length - 1;
  const [start, perUnit] = [f(gridMin), f(last / (gridMax - gridMin))];
  const terms = values.map((v) => {
    const x = Math.min(Math.max(f(f(v - start) * perUnit), 0), last);
    const k = Math.min(Math.floor(x), last - 1);
    const p = f(y[k]! + f(f(y[k + 1]! - y[k]!) * f(x - k)));
    return Math.log(f(p + f(floor)));
  });
  return sum(terms);
}
