import { bootstrapIntervals, type Interval, RESAMPLES } from "./bootstrap.ts";

const SEED = 42;

/** 95 % intervals of each category's F1, by a bootstrap over the sentences that a matrix counts. 0 where a denominator is 0. */
export function f1Intervals(confusion: readonly (readonly number[])[], resamples = RESAMPLES): Interval[] {
  const nClasses = confusion.length;
  const truth: number[] = [];
  const predicted: number[] = [];
  confusion.forEach((row, t) => {
    row.forEach((count, p) => {
      for (let i = 0; i < count; i++) {
        truth.push(t);
        predicted.push(p);
      }
    });
  });
  if (truth.length === 0) return confusion.map(() => ({ low: 0, high: 0 }));
  const right = new Int32Array(nClasses);
  const named = new Int32Array(nClasses);
  return bootstrapIntervals(
    truth.length,
    (indices) => {
      right.fill(0);
      named.fill(0);
      for (const i of indices) {
        const [t, p] = [truth[i]!, predicted[i]!];
        named[t]!++;
        named[p]!++;
        if (t === p) right[t]!++;
      }
      return Array.from(right, (n, c) => (named[c]! > 0 ? (2 * n) / named[c]! : 0));
    },
    SEED,
    resamples,
  );
}
