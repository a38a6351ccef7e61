import { expect, it } from "vitest";
import { classScores } from "../../src/core/f1.ts";
import { f1Intervals } from "../../src/core/f1Intervals.ts";

const confusion = [
  [30, 5, 5, 0],
  [10, 20, 10, 0],
  [0, 0, 40, 0],
  [0, 0, 0, 0],
];

it("each holds the category’s own F1, and is wide where it is unsure", () => {
  const { f1 } = classScores(confusion);
  const intervals = f1Intervals(confusion);
  intervals.slice(0, 3).forEach(({ low, high }, i) => {
    expect(low).toBeLessThan(f1[i]!);
    expect(high).toBeGreaterThan(f1[i]!);
    expect(high - low).toBeLessThan(0.4);
  });
  expect(intervals[3]).toEqual({ low: 0, high: 0 });
});

it("has the width of the binomial where a category is right or missed and nothing else", () => {
  // F1 of two classes, one of them never named: 2·right / (named + right), right ~ binomial(n, p)
  const [n, right] = [400, 300];
  const [first] = f1Intervals([
    [right, n - right],
    [0, 0],
  ]);
  const f1 = (share: number) => (2 * share) / (1 + share);
  const sd = Math.sqrt((0.75 * 0.25) / n);
  expect(first!.low).toBeCloseTo(f1(0.75 - 1.96 * sd), 2);
  expect(first!.high).toBeCloseTo(f1(0.75 + 1.96 * sd), 2);
});

it("narrows with more sentences, and is the same every time", () => {
  const more = confusion.map((row) => row.map((count) => 9 * count));
  const [few, many] = [f1Intervals(confusion, 400)[0]!, f1Intervals(more, 400)[0]!];
  expect((few.high - few.low) / (many.high - many.low)).toBeCloseTo(3, 0);
  expect(f1Intervals(confusion, 400)[0]).toEqual(few);
});

it("an empty matrix has nothing to say", () => {
  expect(
    f1Intervals([
      [0, 0],
      [0, 0],
    ]),
  ).toEqual([
    { low: 0, high: 0 },
    { low: 0, high: 0 },
  ]);
});
