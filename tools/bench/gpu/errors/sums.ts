/** A way to add up float32 numbers in float32. */
export type SumF32 = (terms: Float32Array) => number;

/** One after another, as a plain loop does. */
export const runningSum: SumF32 = (terms) => {
  let sum = 0;
  for (const term of terms) sum = Math.fround(sum + term);
  return sum;
};

/** Neighbours first, then their sums, and so on: what a tree of lanes does. */
export const pairwiseSum: SumF32 = (terms) => {
  const sums = terms.slice();
  for (let m = sums.length; m > 1; m = Math.ceil(m / 2)) {
    for (let i = 0; 2 * i < m; i++) sums[i] = sums[2 * i]! + (2 * i + 1 < m ? sums[2 * i + 1]! : 0);
  }
  return sums[0] ?? 0;
};

/** The oracle: float64, and what its rounding lost put back at the end (Neumaier 1974). */
export function exactSum(terms: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}
