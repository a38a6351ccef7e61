import { seededRandom } from "./random.ts";

/** A 95 % percentile interval. */
export interface Interval {
  low: number;
  high: number;
}

export const RESAMPLES = 1000;

/**
 * Bootstrap over `n` test sentences: `statistic` is computed on `resamples` draws of n indices with replacement,
 * the 2.5 and 97.5 percentiles returned. Seeded. (Efron & Tibshirani 1993, ch. 13.)
 */
export function bootstrapInterval(
  n: number,
  statistic: (indices: Int32Array) => number,
  seed: number,
  resamples = RESAMPLES,
): Interval {
  return bootstrapIntervals(n, (indices) => [statistic(indices)], seed, resamples)[0]!;
}

/** The same of several statistics on the same draws: what each would have had alone, drawn once. */
export function bootstrapIntervals(
  n: number,
  statistics: (indices: Int32Array) => readonly number[],
  seed: number,
  resamples = RESAMPLES,
): Interval[] {
  const random = seededRandom(seed);
  const indices = new Int32Array(n);
  const results: Float64Array[] = [];
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) indices[i] = Math.floor(random() * n);
    statistics(indices).forEach((value, s) => {
      results[s] ??= new Float64Array(resamples);
      results[s][r] = value;
    });
  }
  return results.map(percentiles);
}

function percentiles(results: Float64Array): Interval {
  const resamples = results.length;
  results.sort();
  const at = (q: number) => {
    const x = q * (resamples - 1);
    const k = Math.floor(x);
    const next = results[Math.min(k + 1, resamples - 1)]!;
    return results[k]! + (next - results[k]!) * (x - k);
  };
  return { low: at(0.025), high: at(0.975) };
}

/** Macro F1 of a resample, from category indices; the same numbers as `classScores`, without a matrix. */
export function macroF1Of(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  nClasses: number,
  indices: ArrayLike<number>,
): number {
  const counts = new Int32Array(nClasses * 3);
  for (let i = 0; i < indices.length; i++) {
    const t = truth[indices[i]!]!;
    const p = predicted[indices[i]!]!;
    counts[t]!++;
    counts[nClasses + p]!++;
    if (t === p) counts[2 * nClasses + t]!++;
  }
  let sum = 0;
  for (let c = 0; c < nClasses; c++) {
    const both = counts[c]! + counts[nClasses + c]!;
    if (both > 0) sum += (2 * counts[2 * nClasses + c]!) / both;
  }
  return sum / nClasses;
}
