import { describe, expect, it } from "vitest";
import { bootstrapInterval, macroF1Of } from "../../src/core/bootstrap.ts";
import { confusionMatrix } from "../../src/core/confusion.ts";
import { classScores } from "../../src/core/f1.ts";
import { seededRandom } from "../../src/core/random.ts";
import { normalBag } from "../support/normal.ts";

const random = seededRandom(5);
const truth = Array.from({ length: 300 }, (_, i) => i % 6);
const predicted = truth.map((t) => (random() < 0.5 ? t : Math.floor(5 * random()))); // class 5 hardly predicted

describe("macro F1 of a resample", () => {
  it("is that of the confusion matrix, all sentences taken once", () => {
    const { macroF1 } = classScores(confusionMatrix(truth, predicted, 6));
    expect(macroF1Of(truth, predicted, 6, [...truth.keys()])).toBeCloseTo(macroF1, 14);
  });

  it("is that of the drawn sentences, repeats and empty classes too", () => {
    const drawn = [0, 0, 7, 13, 13, 13, 100, 250];
    const matrix = confusionMatrix(
      drawn.map((i) => truth[i]!),
      drawn.map((i) => predicted[i]!),
      6,
    );
    expect(macroF1Of(truth, predicted, 6, drawn)).toBeCloseTo(classScores(matrix).macroF1, 14);
  });
});

describe("a bootstrap interval", () => {
  const statistic = (indices: Int32Array) => macroF1Of(truth, predicted, 6, indices);

  it("is the same for the same seed and another for another", () => {
    const once = bootstrapInterval(300, statistic, 1);
    expect(bootstrapInterval(300, statistic, 1)).toEqual(once);
    expect(bootstrapInterval(300, statistic, 2)).not.toEqual(once);
  });

  it("contains the estimate", () => {
    const { low, high } = bootstrapInterval(300, statistic, 1);
    const estimate = statistic(Int32Array.from(truth.keys()));
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  });

  it("of a mean is as wide as its standard error says", () => {
    const n = 2000;
    const bag = normalBag(n, 3);
    const { low, high } = bootstrapInterval(n, (ix) => ix.reduce((s, i) => s + bag[i]!, 0) / n, 4);
    // 2 × 1.96 standard errors; a percentile of 1,000 resamples wavers by a few per cent
    expect(Math.abs((high - low) / ((2 * 1.96) / Math.sqrt(n)) - 1)).toBeLessThan(0.15);
  });

  it("of one that never varies is that one", () => {
    expect(bootstrapInterval(10, () => 0.25, 1)).toEqual({ low: 0.25, high: 0.25 });
  });
});
