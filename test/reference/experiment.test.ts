import { describe, expect, it } from "vitest";
import { emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { confusionMatrix } from "../../src/core/confusion.ts";
import { levelOf } from "../../src/core/dataset.ts";
import { classScores } from "../../src/core/f1.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { logLikelihood } from "../../src/core/logLikelihood.ts";
import { PUBLISHED, parseMode } from "../../src/core/options.ts";
import { argmax, rankKAccuracy, rankOf } from "../../src/core/ranking.ts";
import type { TailRule } from "../../src/core/tails.ts";
import { evaluateValues } from "../../src/engine/evaluate.ts";
import { buildReport } from "../../src/engine/report.ts";
import { maxRelativeError } from "../support/close.ts";
import { sharedBytes, sharedJson } from "../support/shared.ts";
import { readTensors } from "../support/tensors.ts";

interface LevelReport {
  confusion: number[][];
  precision_recall_f1: [number, number, number][];
  rank_k_accuracy: Record<string, number>;
}
const expected = sharedJson<{ classes: string[][]; report: Record<string, Record<string, LevelReport>> }>(
  "reference/experiment/experiment.json",
);
const t = readTensors(sharedBytes("reference/experiment/experiment.safetensors"));
const [nClasses, nLayers, dModel, nTest, nTrain] = [12, 3, 384, 72, 30];
const rows = Array.from({ length: nClasses * nLayers }, (_, row) => row);

/** train is [class, sentence, layer, dModel]: the values of one class × layer. */
function trainValues(row: number): Float32Array {
  const [c, layer] = [Math.floor(row / nLayers), row % nLayers];
  const values = new Float32Array(nTrain * dModel);
  for (let s = 0; s < nTrain; s++) {
    const from = ((c * nTrain + s) * nLayers + layer) * dModel;
    values.set(t.train!.data.subarray(from, from + dModel), s * dModel);
  }
  return values;
}
const fits = rows.map((row) => fitDensity(trainValues(row), PUBLISHED, `row ${row}`));
const reference = (name: string, row: number) => t[name]!.data.subarray(row * 1000, (row + 1) * 1000);

describe("the small experiment made by the study's own code", () => {
  it("has the same grids, to the bit", () => {
    for (const row of rows) expect(fits[row]!.density.grid).toEqual(reference("grid", row));
  });

  it("has SciPy's densities: exact sum to 1e-9, fast to 1e-4 where they exceed 1e-9", () => {
    for (const row of rows) {
      const { density, bandwidth } = fits[row]!;
      const exact = kdeExact(trainValues(row), density.grid, bandwidth);
      const counts = (e: number) => e > 1e-9;
      expect(maxRelativeError(exact, reference("density", row), counts).error).toBeLessThan(1e-9);
      expect(maxRelativeError(density.y, reference("density", row), counts).error).toBeLessThan(1e-4);
    }
  });

  it("has the same means, deviations and cut-offs", () => {
    for (const row of rows) {
      const { moments, cutoffs } = fits[row]!;
      expect([cutoffs.left, cutoffs.right]).toEqual([...t.tail_cutoffs!.data.subarray(2 * row, 2 * row + 2)]);
      expect(Math.abs(moments.mean - t.mean!.data[row]!)).toBeLessThan(1e-6 * moments.std); // the study's is float32
      expect(Math.abs(moments.std / t.std!.data[row]! - 1)).toBeLessThan(1e-6);
    }
  });

  for (const mode of ["full", "tails", "std2"] as const) {
    it(`scores and judges alike: ${mode}`, () => {
      const scores = new Float64Array(nTest * nClasses * nLayers);
      for (let s = 0; s < nTest; s++) {
        for (const row of rows) {
          const { density, cutoffs, moments } = fits[row]!;
          const layer = row % nLayers;
          const values = t.test!.data.subarray(
            (s * nLayers + layer) * dModel,
            (s * nLayers + layer + 1) * dModel,
          );
          const rule: TailRule = mode === "std2" ? { rule: "std", k: 2 } : PUBLISHED.tailRule;
          const cut =
            mode === "std2"
              ? { left: moments.mean - 2 * moments.std, right: moments.mean + 2 * moments.std }
              : cutoffs;
          const table = {
            y: Float32Array.from(density.y),
            gridMin: density.grid[0]!,
            gridMax: density.grid[999]!,
            cutoffs: cut,
          };
          const score = logLikelihood(values, table, rule, PUBLISHED.densityFloor);
          scores[s * nClasses * nLayers + row] = mode === "full" ? score.full : score.tails;
        }
      }
      // float32 tables on an evenly spaced grid against float64 on the float32 grid
      expect(maxRelativeError(scores, t[`log_likelihood_${mode}`]!.data).error).toBeLessThan(2e-6);

      const totals = Array.from({ length: nTest }, (_, s) =>
        Array.from({ length: nClasses }, (_, c) => {
          const at = (s * nClasses + c) * nLayers;
          return scores.subarray(at, at + nLayers).reduce((a, b) => a + b, 0);
        }),
      );
      const truth = [...t.true_class!.data];
      const predicted = totals.map((row) => argmax(row));
      const report = expected.report[mode]!;
      expect(confusionMatrix(truth, predicted, nClasses)).toEqual(report.pair!.confusion);
      const shares = rankKAccuracy(
        totals.map((row, s) => rankOf(row, truth[s]!)),
        3,
      );
      expect(shares).toEqual(["1", "2", "3"].map((k) => report.pair!.rank_k_accuracy[k]));
      ["subject", "attribute"].forEach((name, level) => {
        const { labels, ofClass } = levelOf(expected.classes, level);
        const confusion = confusionMatrix(
          truth.map((c) => ofClass[c]!),
          predicted.map((c) => ofClass[c]!),
          labels.length,
        );
        expect(confusion).toEqual(report[name]!.confusion);
        const { precision, recall, f1 } = classScores(confusion);
        const flat = labels.flatMap((_, i) => [precision[i]!, recall[i]!, f1[i]!]);
        expect(maxRelativeError(flat, report[name]!.precision_recall_f1.flat()).error).toBeLessThan(1e-12);
      });
    });
  }

  it("gives the same reports from its activations through the engine, all modes at once", () => {
    const modes = ["full", "tails", "std2"].map((name) => parseMode(name)!);
    const atlas = emptyAtlas({
      format: "tailscope-atlas",
      version: 1,
      model: { id: "experiment", architecture: "", nLayers, dModel, weightsSha256: "" },
      data: { name: "experiment", sha256: "", nTrain: nClasses * nTrain, nTest, split: "" },
      options: PUBLISHED,
      classes: expected.classes,
    });
    for (const row of rows) setDensity(atlas, Math.floor(row / nLayers), row % nLayers, fits[row]!);
    const test = Array.from(t.true_class!.data, (trueClass) => ({ text: "", trueClass }));
    const values = Float32Array.from(t.test!.data);
    const evaluation = evaluateValues(values, atlas, test, modes);
    const report = buildReport(evaluation);
    for (const { name } of modes) {
      const { path, levels } = report.modes[name]!;
      const study = expected.report[name]!;
      expect(path.confusion).toEqual(study.pair!.confusion);
      for (const [k, share] of Object.entries(study.pair!.rank_k_accuracy))
        expect(path.rankKAccuracy[Number(k) - 1]).toBe(share);
      for (const level of levels) {
        expect(level.confusion).toEqual(study[level.name]!.confusion);
        const flat = level.labels.flatMap((_, i) => [level.precision[i]!, level.recall[i]!, level.f1[i]!]);
        const own = study[level.name]!.precision_recall_f1.flat();
        expect(maxRelativeError(flat, own).error).toBeLessThan(1e-12);
      }
      const byLayer = evaluation.results[modes.findIndex((m) => m.name === name)]!.byLayer;
      expect(maxRelativeError(byLayer, t[`log_likelihood_${name}`]!.data).error).toBeLessThan(2e-6);
    }
    expect(report.modes.tails!.path.confusion).not.toEqual(report.modes.full!.path.confusion);
  });
});
