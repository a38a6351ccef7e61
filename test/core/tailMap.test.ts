import { expect, it } from "vitest";
import { sinkHistogram } from "../../src/core/sinks.ts";
import { meanOverCells, tailMap } from "../../src/core/tailMap.ts";
import { evaluationOf, FULL_AND_TAILS, recipeOf } from "../support/evaluations.ts";

const sentences = [0, 1].map((trueClass) => ({ text: "", trueClass, leaked: false, repeated: false }));
// counts of two sentences: [class 0 layer 0, layer 1, layer 2, class 1 layer 0, …]
const counts = [
  [0, 2, 3, 9, 1, 3],
  [5, 2, 3, 9, 0, 2],
];
const evaluation = evaluationOf(recipeOf([["a"], ["b"]], 3), FULL_AND_TAILS, sentences, (s) =>
  FULL_AND_TAILS.map(() => ({ logLikelihood: counts[s]!.map(() => -1), tailCount: counts[s]! })),
);
const [full, tails] = evaluation.results;

it("a map of the tails has the share at the floor, and the mean count, by class and layer", () => {
  expect(tailMap(tails!, 2, 3)).toEqual({
    floorShare: [
      [0.5, 1, 0],
      [0, 1, 0.5],
    ],
    meanTailCount: [
      [2.5, 2, 3],
      [9, 0.5, 2.5],
    ],
  });
  expect(tailMap(full!, 2, 3).floorShare.flat()).toEqual(new Array(6).fill(0));
});

it("means are over sentences, classes and the layers asked for", () => {
  expect(meanOverCells(tails!.floored, 2, 3, undefined)).toBe(6 / 12);
  expect(meanOverCells(tails!.floored, 2, 3, [1])).toBe(1);
  expect(meanOverCells(tails!.tailCount, 2, 3, [0, 2])).toBe(34 / 8);
});

it("a histogram of sinks has fifty bins from the least to the most predicted class", () => {
  const confusion = [
    [0, 3, 97],
    [0, 0, 0],
    [0, 0, 3],
  ];
  const { edges, counts } = sinkHistogram(confusion); // column sums 0, 3, 100
  expect([edges.length, edges[0], edges[50], edges[1]]).toEqual([51, 0, 100, 2]);
  expect(counts).toEqual([1, 1, ...new Array(47).fill(0), 1]);
  // all alike: in the middle of a bin of width one, as numpy's
  expect(
    sinkHistogram([
      [2, 0],
      [0, 2],
    ]).edges[0],
  ).toBe(1.5);
  expect(
    sinkHistogram([
      [2, 0],
      [0, 2],
    ]).counts[25],
  ).toBe(2);
});
