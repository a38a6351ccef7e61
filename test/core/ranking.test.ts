import { describe, expect, it } from "vitest";
import { argmax, rank, rankKAccuracy, rankOf, topKAccuracy } from "../../src/core/ranking.ts";

const N = Number.NaN;
const cases = [
  [3, 1, 2],
  [5, 7, 7, 5, 7],
  [N, 2, N, 3],
  [-1e6, -1e6 - 1],
  [N, N],
  [N, Number.NEGATIVE_INFINITY],
];

describe("ranking", () => {
  it("goes from greatest to least, ties to the first class", () => {
    expect(rank([3, 1, 2])).toEqual([0, 2, 1]);
    expect(rank([5, 7, 7, 5, 7])).toEqual([1, 2, 4, 0, 3]);
  });

  it("takes NaN for the least", () => {
    expect(rank([N, 2, N, 3])).toEqual([3, 1, 0, 2]);
  });

  it.each(cases)("says the same as the best and as each class's own rank (case %#)", (...scores) => {
    const order = rank(scores);
    expect(argmax(scores)).toBe(order[0]);
    expect(scores.map((_, c) => rankOf(scores, c))).toEqual(scores.map((_, c) => order.indexOf(c)));
  });
});

describe("accuracy by rank", () => {
  const ranks = [0, 0, 1, 2, 0, 5, 1, 9];

  it("counts exactly at k and within k", () => {
    expect(rankKAccuracy(ranks, 3)).toEqual([3 / 8, 2 / 8, 1 / 8]);
    expect(topKAccuracy(ranks, 3)).toEqual([3 / 8, 5 / 8, 6 / 8]);
  });

  it("within k is the sum of exactly at 1…k", () => {
    const exact = rankKAccuracy(ranks, 10);
    const within = exact.map((_, k) => exact.slice(0, k + 1).reduce((a, b) => a + b, 0));
    expect(topKAccuracy(ranks, 10)).toEqual(within); // eighths are exact
    expect(within[9]).toBe(1);
  });
});
