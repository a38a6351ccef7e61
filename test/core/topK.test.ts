import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import { rank } from "../../src/core/ranking.ts";
import { topK } from "../../src/core/topK.ts";

const N = Number.NaN;
const indices = (scores: number[], k: number) => topK(scores, 1, [0], k).map((leader) => leader.classIndex);

describe("topK", () => {
  it("is the start of the whole ranking by the sums over the layers asked for", () => {
    const random = seededRandom(3);
    const [nClasses, nLayers] = [37, 5];
    const scores = Float64Array.from({ length: nClasses * nLayers }, () => -1000 * random());
    for (const layers of [[0, 1, 2, 3, 4], [2], [4, 1], [0, 1, 2]]) {
      const sums = Array.from({ length: nClasses }, (_, c) =>
        layers.reduce((sum, layer) => sum + scores[c * nLayers + layer]!, 0),
      );
      for (const k of [1, 3, 16, nClasses]) {
        expect(topK(scores, nLayers, layers, k)).toEqual(
          rank(sums)
            .slice(0, k)
            .map((classIndex) => ({ classIndex, logLikelihood: sums[classIndex] })),
        );
      }
    }
  });

  it("gives ties to the first class, and all classes where there are fewer than k", () => {
    expect(indices([5, 7, 7, 5, 7], 4)).toEqual([1, 2, 4, 0]);
    expect(indices([0, -0, 0], 2)).toEqual([0, 1]);
    expect(indices([2, 3], 16)).toEqual([1, 0]);
    expect(indices([-4], 3)).toEqual([0]);
    expect(indices([-4, -4], 0)).toEqual([]);
  });

  it("says what is not finite, and puts it last", () => {
    expect(topK([N, 1, Number.POSITIVE_INFINITY, -2, Number.NEGATIVE_INFINITY], 1, [0], 9)).toEqual([
      { classIndex: 1, logLikelihood: 1 },
      { classIndex: 3, logLikelihood: -2 },
      { classIndex: 0, logLikelihood: N },
      { classIndex: 2, logLikelihood: N },
      { classIndex: 4, logLikelihood: N },
    ]);
    expect(topK([N, 1, -3, -4], 2, [1], 1)).toEqual([{ classIndex: 0, logLikelihood: 1 }]); // not asked of layer 0
  });

  it("of no layers is nothing", () => {
    expect(topK([1, 2], 1, [], 2)).toEqual([]);
  });
});
