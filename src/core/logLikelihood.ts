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

/** A product within these is carried on: 16 more densities within [1e-12, 1e12] cannot take it out of float64's range. */
const SMALL = 1e-100;
const LARGE = 1e100;

/**
 * Log-likelihood of a bag of values under one class × layer, all values and tails only. METHOD §4.
 * `values` [dModel], in any order; `floor` is the density floor ε.
 */
export function logLikelihood(
  values: ArrayLike<number>,
  table: ScoringTable,
  rule: TailRule,
  floor: number,
): LayerScore {
  return logLikelihoodSorted(new Float64Array(values).sort(), table, rule, floor);
}

/** The same of values in ascending order: both tails, and what lies outside the grid, are then at the ends. */
export function logLikelihoodSorted(
  values: Float64Array,
  table: ScoringTable,
  rule: TailRule,
  floor: number,
): LayerScore {
  const { left, right } = table.cutoffs;
  const n = values.length;
  const strict = rule.rule === "std";
  let lo = 0;
  for (let end = n; lo < end; ) {
    const i = (lo + end) >> 1;
    if (strict ? values[i]! < left : values[i]! <= left) lo = i + 1;
    else end = i;
  }
  let hi = n;
  for (let begin = lo; begin < hi; ) {
    const i = (begin + hi) >> 1;
    if (strict ? values[i]! > right : values[i]! >= right) hi = i;
    else begin = i + 1;
  }
  const tails = sumOfLn(values, 0, lo, table, floor) + sumOfLn(values, hi, n, table, floor);
  const tailCount = lo + n - hi;
  return {
    full: tails + sumOfLn(values, lo, hi, table, floor),
    tails: tailCount < MIN_TAIL_VALUES ? n * Math.log(floor) : (n * tails) / tailCount,
    tailCount,
  };
}

/** Sum of ln(p + floor) over the ascending values [begin, end): ln of products instead of sums of ln. */
function sumOfLn(
  values: Float64Array,
  begin: number,
  end: number,
  { y, gridMin, gridMax }: ScoringTable,
  floor: number,
): number {
  if (begin === end) return 0;
  const last = y.length - 1;
  const scale = gridMax > gridMin ? last / (gridMax - gridMin) : 0;
  let first = begin;
  while (first < end && values[first]! <= gridMin) first++;
  let past = end;
  while (past > first && (values[past - 1]! - gridMin) * scale >= last) past--;
  let sum = 0;
  if (first > begin) sum += (first - begin) * Math.log(y[0]! + floor);
  if (past < end) sum += (end - past) * Math.log(y[last]! + floor);
  let even = 1; // two products of eight: neither waits for the other
  let odd = 1;
  let i = first;
  while (i + 1 < past) {
    for (const stop = Math.min(past - 1, i + 16); i < stop; i += 2) {
      even *= interpolated(y, (values[i]! - gridMin) * scale) + floor;
      odd *= interpolated(y, (values[i + 1]! - gridMin) * scale) + floor;
    }
    even *= odd;
    odd = 1;
    if (even < SMALL || even > LARGE) {
      sum += Math.log(even);
      even = 1;
    }
  }
  if (i < past) even *= interpolated(y, (values[i]! - gridMin) * scale) + floor;
  return sum + Math.log(even);
}

/** The table at `x` steps from its first point, which lies within it. */
function interpolated(y: ArrayLike<number>, x: number): number {
  const k = x | 0;
  const y0 = y[k]!;
  return y0 + (y[k + 1]! - y0) * (x - k);
}
