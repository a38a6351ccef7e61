import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Atlas, densityRow } from "../../src/core/atlas.ts";
import type { Evaluation } from "../../src/core/evaluation.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { predictedClasses } from "../../src/core/layerScores.ts";
import type { Mode } from "../../src/core/options.ts";
import { rank } from "../../src/core/ranking.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { evaluate, evaluateValues } from "../../src/engine/evaluate.ts";
import { classValues, fit } from "../../src/engine/fit.ts";
import { predict } from "../../src/engine/predict.ts";
import { maxRelativeError } from "../support/close.ts";
import { type Experiment, tinyExperiment } from "../support/experiment.ts";
import { logisticBag } from "../support/normal.ts";
import { tinyAtlas } from "../support/tinyAtlas.ts";

const modes: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
  { name: "std2", kind: "std", k: 2 },
];
const RTOL = 1e-5; // batches sum in other orders, in float32

describe.each([
  ["gpt2", "last"],
  ["gpt_neox", "last"],
  ["gpt2", "all"],
  ["gpt_neox", "mean"],
] as const)("the experiment on %s, pooling %s", (architecture, pooling) => {
  let e: Experiment;
  let atlas: Atlas;
  let evaluation: Evaluation;
  const scored = (batchSize: number) =>
    evaluate(e.source, cpuBackend(atlas), atlas, e.split.test, modes, { batchSize });

  beforeAll(async () => {
    e = await tinyExperiment(architecture, { pooling });
    atlas = await fit(e.source, e.split.train, e.recipe);
    evaluation = await scored(3);
  });
  afterAll(() => e.source.release());

  const totalsOf = (s: number, m: number) => evaluation.results[m]!.totals.subarray(4 * s, 4 * s + 4);

  it("predicts what it evaluates", async () => {
    for (const [i, { text }] of e.split.test.entries()) {
      const { rankings, scorer } = await predict(e.source, cpuBackend(atlas), atlas, text, modes);
      modes.forEach((_, m) => {
        const { logLikelihood, ranking } = rankings[m]!;
        expect(maxRelativeError(logLikelihood, totalsOf(i, m)).error).toBeLessThan(RTOL);
        expect(ranking).toEqual(rank(logLikelihood));
        expect(logLikelihood.every(Number.isFinite)).toBe(true);
      });
      scorer.dispose();
    }
  });

  it("does not depend on the batch", async () => {
    const other = await fit(e.source, e.split.train, e.recipe, { batchSize: 1 });
    expect(maxRelativeError(other.std, atlas.std).error).toBeLessThan(RTOL);
    expect(maxRelativeError(other.gridMax, atlas.gridMax).error).toBeLessThan(RTOL);
    for (const alone of [await scored(1), await scored(100)]) {
      // tail counts may turn on a rounding: the full mode has none
      const full = (r: Evaluation) => r.results[0]!.totals;
      expect(maxRelativeError(full(alone), full(evaluation)).error).toBeLessThan(RTOL);
    }
  });

  it("fits each class on its own sentences", async () => {
    const { sentences } = e.split.train.classes[2]!;
    const [, values] = await classValues(e.source, sentences, e.recipe.options, 16, () => {});
    const fitted = fitDensity(values!, e.recipe.options, "a class");
    expect(densityRow(atlas, 2, 1)).toEqual(Float32Array.from(fitted.density.y));
    expect(atlas.count[2 * 2 + 1]).toBe(values!.length);
  });
});

describe("the experiment from activations", () => {
  it("scores as through the model", async () => {
    const { source, split, recipe } = await tinyExperiment();
    const atlas = await fit(source, split.train, recipe);
    const [nLayers, dModel] = [2, 16];
    const values = new Float32Array(split.test.length * nLayers * dModel);
    for (const [s, { text }] of split.test.entries()) {
      const bags = await classValues(source, [text], recipe.options, 1, () => {});
      bags.forEach((bag, layer) => {
        values.set(bag, (s * nLayers + layer) * dModel);
      });
    }
    const through = await evaluate(source, cpuBackend(atlas), atlas, split.test, modes, { batchSize: 1 });
    expect(evaluateValues(values, atlas, split.test, modes)).toEqual(through);
    await source.release();
  });
});

it("values drawn as a class's were are guessed to be of it more often than chance", () => {
  const atlas = tinyAtlas({ bandwidthScale: 1 });
  const n = 600;
  const truth = Array.from({ length: n }, (_, s) => s % 3);
  const values = new Float32Array(n * 2 * 4);
  truth.forEach((c, s) => {
    for (const layer of [0, 1]) {
      const bag = logisticBag(4, 1000 + 2 * s + layer, 1 + c).map((v) => v + layer - c);
      values.set(bag, (s * 2 + layer) * 4);
    }
  });
  const test = truth.map((trueClass) => ({ text: "", trueClass }));
  const predicted = predictedClasses(evaluateValues(values, atlas, test, [modes[0]!]), 0);
  const right = truth.filter((c, s) => predicted[s] === c).length;
  // ten standard deviations above one in three
  expect(right / n).toBeGreaterThan(1 / 3 + 10 * Math.sqrt(2 / 9 / n));
});

describe("floored layers", () => {
  it("are counted with every sentence's tails, none in full", async () => {
    const { source, split, recipe } = await tinyExperiment("gpt2", {
      tailRule: { rule: "fixed", left: -1e9, right: 1e9 },
    });
    const atlas = await fit(source, split.train, recipe);
    const { results } = await evaluate(source, cpuBackend(atlas), atlas, split.test.slice(0, 1), modes);
    const [full, tails] = results.map((r) => ({
      floored: [...r.floored],
      tailCount: [...r.tailCount],
      totals: [...r.totals],
    }));
    const cells = (n: number) => new Array(4 * 2).fill(n);
    expect(full).toMatchObject({ floored: cells(0), tailCount: cells(16) });
    expect(tails).toMatchObject({ floored: cells(1), tailCount: cells(0) });
    const floor = 2 * 16 * Math.log(recipe.options.densityFloor);
    expect(tails!.totals).toEqual([floor, floor, floor, floor]);
    await source.release();
  });
});
