import { describe, expect, it } from "vitest";
import { chosenLayers, predictedClasses, totalsOf } from "../../src/core/layerScores.ts";
import { seededRandom } from "../../src/core/random.ts";
import { bestRanked, rank } from "../../src/core/ranking.ts";
import { evaluationOf, FULL_AND_TAILS, recipeOf } from "../support/evaluations.ts";
import { refusal } from "../support/refusal.ts";

const [nClasses, nLayers, n] = [3, 4, 20];
const random = seededRandom(9);
const scores = Array.from({ length: n }, () =>
  Array.from({ length: nClasses * nLayers }, () => -1e5 * random()),
);
const sentences = scores.map((_, s) => ({ text: "", trueClass: s % 3, leaked: false, repeated: false }));
const evaluation = evaluationOf(
  recipeOf([["a"], ["b"], ["c"]], nLayers),
  [FULL_AND_TAILS[0]!],
  sentences,
  (s) => [{ logLikelihood: scores[s]!, tailCount: scores[s]!.map(() => 4) }],
);
const [results] = evaluation.results;
const sum = (s: number, c: number, layers: number[], round: (x: number) => number) =>
  layers.reduce((total, layer) => total + round(scores[s]![c * nLayers + layer]!), 0);

describe("scores by layers", () => {
  it("of all of them are the sums in float64", () => {
    const totals = totalsOf(results!, nLayers, undefined);
    scores.forEach((_, s) => {
      for (let c = 0; c < nClasses; c++)
        expect(totals[s * nClasses + c]).toBe(sum(s, c, [0, 1, 2, 3], (x) => x));
    });
  });

  it("of some are the sums of what is kept in float32", () => {
    const totals = totalsOf(results!, nLayers, [0, 2]);
    scores.forEach((_, s) => {
      for (let c = 0; c < nClasses; c++)
        expect(totals[s * nClasses + c]).toBe(sum(s, c, [0, 2], Math.fround));
    });
  });

  it("decide what is predicted", () => {
    const best = (s: number, layers: number[]) => rank([0, 1, 2].map((c) => sum(s, c, layers, (x) => x)))[0];
    for (const layers of [[1], [0, 3], [0, 1, 2, 3]]) {
      expect(predictedClasses(evaluation, 0, layers)).toEqual(scores.map((_, s) => best(s, layers)));
    }
    expect(predictedClasses(evaluation, 0)).not.toEqual(predictedClasses(evaluation, 0, [1]));
  });
});

describe("a choice of layers", () => {
  it("is sorted, each once, and none where all are meant", () => {
    expect(chosenLayers([3, 0, 3], 4)).toEqual([0, 3]);
    expect(chosenLayers([2, 1, 0], 3)).toBeUndefined();
    expect(chosenLayers(undefined, 3)).toBeUndefined();
  });

  it("is refused where there is no such layer", async () => {
    for (const layer of [-1, 4, 0.5])
      expect(await refusal(async () => chosenLayers([0, layer], 4))).toBe(
        `usage: There is no layer ${layer}: the model has 0 to 3.`,
      );
  });
});

it("the first of a ranking are those of the whole ranking, ties and NaN alike", () => {
  const draw = seededRandom(2);
  for (let trial = 0; trial < 200; trial++) {
    const values = Array.from({ length: 1 + (trial % 12) }, () =>
      draw() < 0.1 ? Number.NaN : Math.floor(4 * draw()),
    );
    for (const k of [1, 3, 20]) expect(bestRanked(values, k)).toEqual(rank(values).slice(0, k));
  }
});
