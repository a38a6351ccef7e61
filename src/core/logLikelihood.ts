import { MIN_TAIL_VALUES, type TailCutoffs, type TailRule } from "./tails.ts";

/** One class × layer as it is scored: an evenly spaced density table and its cut-offs. */
export interface ScoringTable {
  /** [nPoints] in 1 / value units, from `gridMin` to `gridMax`. */
  y: ArrayLike<number>;
  gridMin: number;
  gridMax: number;
  cutoffs: TailCutoffs;
}

/** What one layer of one candidate class says of a bag of values. */
export interface LayerScore {
  /** Sum over all values of ln(p + floor), in nats. */
  full: number;
  /** dModel times the mean over the tail values, or dModel * ln(floor) below three of them. In nats. */
  tails: number;
  /** How many values were in this class's tails. */
  tailCount: number;
}

/** Values multiplied before one logarithm is taken: 16 densities within [1e-9, 1e18] cannot leave float64's range. */
const PER_LOG = 16;

/**
 * Log-likelihood of a bag of values under one class × layer, all values and tails only. METHOD §4.
 * `values` [dModel]; `floor` is the density floor ε. One pass: ln of products instead of sums of ln.
 */
export function logLikelihood(
  values: ArrayLike<number>,
  table: ScoringTable,
  rule: TailRule,
  floor: number,
): LayerScore {
  const { y, gridMin, gridMax } = table;
  const { left, right } = table.cutoffs;
  const n = values.length;
  const last = y.length - 1;
  const scale = gridMax > gridMin ? last / (gridMax - gridMin) : 0;
  const strict = rule.rule === "std";
  let full = 0;
  let tails = 0;
  let tailCount = 0;
  let product = 1;
  let tailProduct = 1;
  let pending = 0;
  for (let i = 0; i < n; i++) {
    const v = values[i]!;
    let x = (v - gridMin) * scale;
    if (x < 0) x = 0;
    else if (x > last) x = last;
    const k = x | 0;
    const y0 = y[k]!;
    const p = (k < last ? y0 + (y[k + 1]! - y0) * (x - k) : y0) + floor;
    product *= p;
    if (strict ? v < left || v > right : v <= left || v >= right) {
      tailProduct *= p;
      tailCount++;
    }
    if (++pending === PER_LOG) {
      full += Math.log(product);
      if (tailProduct !== 1) tails += Math.log(tailProduct);
      product = 1;
      tailProduct = 1;
      pending = 0;
    }
  }
  full += Math.log(product);
  tails += Math.log(tailProduct);
  return {
    full,
    tails: tailCount < MIN_TAIL_VALUES ? n * Math.log(floor) : (n * tails) / tailCount,
    tailCount,
  };
}
