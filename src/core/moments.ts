/** Moments of a bag of values. */
export interface Moments {
  count: number;
  min: number;
  max: number;
  mean: number;
  /** Population standard deviation (divides by n), in the values' unit. */
  std: number;
  /** Sample standard deviation (divides by n - 1); NaN for fewer than two values. */
  sampleStd: number;
  /** Fourth standardised moment: 3 for a normal, 4.2 for a logistic distribution. */
  kurtosis: number;
}

/** Two-pass moments in float64. `values`: [n], any unit. */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const v = values[i]!;
    sum += v;
    if (v < min) min = v;
    if (v > max) max = v;
  }
  const mean = sum / n;
  let m2 = 0;
  let m4 = 0;
  let drift = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    drift += d;
    m2 += d * d;
    m4 += d * d * d * d;
  }
  m2 -= (drift * drift) / n; // the rounding of `mean`, taken off (Chan, Golub & LeVeque 1983)
  const variance = Math.max(m2, 0) / n;
  return {
    count: n,
    min,
    max,
    mean,
    std: Math.sqrt(variance),
    sampleStd: n > 1 ? Math.sqrt(Math.max(m2, 0) / (n - 1)) : Number.NaN,
    kurtosis: m4 / n / (variance * variance),
  };
}
