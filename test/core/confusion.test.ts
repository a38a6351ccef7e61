import { describe, expect, it } from "vitest";
import { columnSums, confusionMatrix, rowSums } from "../../src/core/confusion.ts";
import { classScores } from "../../src/core/f1.ts";
import { sinks } from "../../src/core/sinks.ts";

const truth = [0, 0, 0, 1, 1, 2, 3];
const predicted = [0, 0, 1, 1, 0, 0, 0];
const matrix = confusionMatrix(truth, predicted, 4);

describe("a confusion matrix", () => {
  it("has rows true and columns predicted", () => {
    expect(matrix).toEqual([
      [2, 1, 0, 0],
      [1, 1, 0, 0],
      [1, 0, 0, 0],
      [1, 0, 0, 0],
    ]);
  });

  it("has the classes' sizes as row sums and the predictions' as column sums", () => {
    expect(rowSums(matrix)).toEqual([3, 2, 1, 1]);
    expect(columnSums(matrix)).toEqual([5, 2, 0, 0]);
  });
});

describe("precision, recall and F1", () => {
  const scores = classScores(matrix);

  it("are one against the rest", () => {
    expect(scores.precision.slice(0, 2)).toEqual([2 / 5, 1 / 2]);
    expect(scores.recall.slice(0, 2)).toEqual([2 / 3, 1 / 2]);
    expect(scores.f1.slice(0, 2)).toEqual([4 / 8, 2 / 4]);
  });

  it("are 0, not NaN, for classes never predicted and never true", () => {
    expect(scores.precision.slice(2)).toEqual([0, 0]);
    const empty = classScores([
      [1, 0],
      [0, 0],
    ]);
    expect(empty).toEqual({ precision: [1, 0], recall: [1, 0], f1: [1, 0], macroF1: 1 / 2 });
  });

  it("have their plain mean as macro F1, empty classes counted", () => {
    expect(scores.macroF1).toBe((4 / 8 + 2 / 4 + 0 + 0) / 4);
  });

  it("are all 1 on a diagonal", () => {
    const { precision, recall, f1, macroF1 } = classScores(confusionMatrix([0, 1, 1, 2], [0, 1, 1, 2], 3));
    expect([...precision, ...recall, ...f1, macroF1]).toEqual(new Array(10).fill(1));
  });
});

describe("sinks", () => {
  it("are the classes by how often they are predicted, ties in class order", () => {
    expect(sinks(matrix).map((s) => s.index)).toEqual([0, 1, 2, 3]);
    expect(sinks([...matrix].reverse().map((row) => [...row].reverse())).map((s) => s.index)).toEqual([
      3, 2, 0, 1,
    ]);
  });

  it("have shares that sum to one and excesses that sum to zero", () => {
    const [first] = sinks(matrix);
    expect(first).toEqual({ index: 0, predicted: 5, share: 5 / 7, excess: 5 - 3 });
    expect(sinks(matrix).reduce((n, s) => n + s.share, 0)).toBeCloseTo(1, 15);
    expect(sinks(matrix).reduce((n, s) => n + s.excess, 0)).toBe(0);
  });

  it("of nothing have no share", () => {
    expect(sinks([[0]])).toEqual([{ index: 0, predicted: 0, share: 0, excess: 0 }]);
  });
});
