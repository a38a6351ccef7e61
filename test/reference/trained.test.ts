import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import type { ModeReport, Report } from "../../src/core/api.ts";
import type { Atlas, Recipe } from "../../src/core/atlas.ts";
import { densityRow } from "../../src/core/atlas.ts";
import { parseDataset } from "../../src/core/dataset.ts";
import type { Evaluation } from "../../src/core/evaluation.ts";
import { predictedClasses } from "../../src/core/layerScores.ts";
import { type Mode, PUBLISHED } from "../../src/core/options.ts";
import { splitFromFile } from "../../src/core/split.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { evaluate } from "../../src/engine/evaluate.ts";
import { classValues, fit } from "../../src/engine/fit.ts";
import { buildReport } from "../../src/engine/report.ts";
import { type BlockSource, openBlockSource } from "../../src/model/blockSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { maxRelativeError } from "../support/close.ts";
import { SHARED, sharedBytes, sharedJson } from "../support/shared.ts";
import { readTensors } from "../support/tensors.ts";

const folder = "reference/trained";
const modes: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
  { name: "std2", kind: "std", k: 2 },
];
interface Study {
  classes: string[][];
  report: Record<
    string,
    {
      macro_f1_subject: number;
      macro_f1_attribute: number;
      column_sums: number[];
      smallest_winning_margin: number;
    }
  >;
}
const study = sharedJson<Study>(`${folder}/reference_study.json`);
const t = readTensors(sharedBytes(`${folder}/reference_study.safetensors`));
const dataset = parseDataset(sharedJson(`${folder}/sentences.json`), "sentences.json");
const split = splitFromFile(dataset, sharedJson(`${folder}/split.json`), "split.json");

describe("the whole study on a small trained model", () => {
  let source: BlockSource<Float32Array>;
  let atlas: Atlas;
  let evaluation: Evaluation;
  let report: Report;

  beforeAll(async () => {
    source = await openBlockSource(folderFiles(resolve(SHARED, folder)), nodeRuntime());
    const { id, architecture, nLayers, dModel } = source.shape;
    const recipe: Recipe = {
      format: "tailscope-atlas",
      version: 1,
      model: { id, architecture, nLayers, dModel, weightsSha256: "" },
      data: { name: "sentences.json", sha256: "", nTrain: 5760, nTest: 1440, split: "split.json" },
      options: PUBLISHED,
      classes: study.classes,
    };
    atlas = await fit(source, split.train, recipe);
    evaluation = await evaluate(source, cpuBackend(atlas), atlas, split.test, modes);
    report = buildReport(evaluation);
  }, 600_000);

  it("has PyTorch's activations: last token, last word dropped, BOS in front, centred", async () => {
    const texts = split.test.slice(0, 40).map((s) => s.text);
    const values = await classValues(source, texts, PUBLISHED, 8, () => {});
    const expected = t.activations_first_40!;
    for (let layer = 0; layer < 4; layer++) {
      let difference = 0;
      let largest = 0;
      for (let s = 0; s < 40; s++) {
        for (let d = 0; d < 384; d++) {
          const e = expected.data[(s * 4 + layer) * 384 + d]!;
          difference = Math.max(difference, Math.abs(values[layer]![s * 384 + d]! - e));
          largest = Math.max(largest, Math.abs(e));
        }
      }
      expect(difference / largest).toBeLessThan(1e-4);
    }
  });

  it("has the same grids, moments, densities, and cut-offs in all but a handful of rows", () => {
    expect(maxRelativeError(atlas.std.subarray(0, 480), t.std!.data).error).toBeLessThan(1e-4);
    let moved = 0;
    for (let row = 0; row < 480; row++) {
      const [min, max] = t.grid_ends!.data.subarray(2 * row, 2 * row + 2) as unknown as [number, number];
      expect(Math.abs(atlas.gridMin[row]! / min - 1)).toBeLessThan(1e-4);
      expect(Math.abs(atlas.gridMax[row]! / max - 1)).toBeLessThan(1e-4);
      const step = (max - min) / 999;
      for (const side of [0, 1]) {
        if (Math.abs(atlas.tailCutoffs[2 * row + side]! - t.tail_cutoffs!.data[2 * row + side]!) > 0.5 * step)
          moved++;
      }
    }
    expect(moved).toBeLessThanOrEqual(5); // of 960: a density that grazes the threshold may fall either way
    for (let layer = 0; layer < 4; layer++) {
      const expected = t.density_class_0!.data.subarray(layer * 1000, (layer + 1) * 1000);
      // activations differ by float32 rounding, which an isolated value's kernel magnifies in its far flank
      expect(maxRelativeError(densityRow(atlas, 0, layer), expected, (e) => e > 1e-6).error).toBeLessThan(
        1e-3,
      );
    }
  });

  for (const [m, mode] of modes.entries()) {
    it(`predicts and scores as the study's code does: ${mode.name}`, () => {
      const expected = study.report[mode.name]!;
      const truth = split.test.map((s) => s.trueClass);
      expect(truth).toEqual([...t.true_class!.data]);
      let differing = 0;
      predictedClasses(evaluation, m).forEach((now, i) => {
        const before = t[`predicted_${mode.name}`]!.data[i]!;
        if (now === before) return;
        differing++;
        const reference = t[`log_likelihood_${mode.name}`]!.data.subarray(i * 120, (i + 1) * 120);
        // in full only where the margin is rounding; in tails one value crossing a cut-off moves a layer by many nats
        if (mode.kind === "full") expect(reference[before]! - reference[now]!).toBeLessThan(0.1);
      });
      expect(differing).toBeLessThanOrEqual(3); // none here; another CPU's rounding may tip a near tie
      const { levels, path } = report.modes[mode.name]!;
      const [subject, attribute] = levels;
      expect(Math.abs(subject!.macroF1 - expected.macro_f1_subject)).toBeLessThan(0.005);
      expect(Math.abs(attribute!.macroF1 - expected.macro_f1_attribute)).toBeLessThan(0.005);
      const sums = path.confusion[0]!.map((_, c) => path.confusion.reduce((n, row) => n + row[c]!, 0));
      const moved = sums.reduce((n, sum, c) => n + Math.abs(sum - expected.column_sums[c]!), 0);
      expect(moved).toBeLessThanOrEqual(2 * differing);
      console.log(`${mode.name}: ${differing} of ${truth.length} predictions differ`);
    });
  }

  it("finds another matrix by the tails than by all values, by each layer, and by some of them", () => {
    const { full, tails } = report.modes as Record<string, ModeReport>;
    expect(tails!.path.confusion).not.toEqual(full!.path.confusion);
    expect(full!.layers).toHaveLength(4);
    const some = buildReport(evaluation, { layers: [3, 1] });
    expect(some.layersUsed).toEqual([1, 3]);
    expect(some.modes.full!.path.confusion).not.toEqual(full!.path.confusion);
    expect(buildReport(evaluation, { layers: [0, 1, 2, 3] })).toEqual(report);
  });

  it("makes probabilities of the differences by one temperature, and softmax without it is far off", () => {
    for (const { name } of modes) {
      const { temperature, ece, eceBefore, nFitted, nJudged } = report.modes[name]!.calibration!;
      expect([nFitted, nJudged]).toEqual([720, 720]);
      expect(temperature).toBeGreaterThan(10); // values are taken for independent, so differences are far too great
      expect(ece).toBeLessThan(0.05);
      expect(eceBefore).toBeGreaterThan(0.5);
    }
  });
});
