import { describe, expect, it } from "vitest";
import reportUrl from "../../../shared/reference/experiment/experiment.json?url";
import tensorsUrl from "../../../shared/reference/experiment/experiment.safetensors?url";
import { emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { confusionMatrix } from "../../src/core/confusion.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { type FitOptions, type Mode, PUBLISHED, parseMode } from "../../src/core/options.ts";
import { argmax } from "../../src/core/ranking.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { gpu, uploaded } from "../gpu/support.ts";
import { maxRelativeError } from "../support/close.ts";
import { readTensors } from "../support/tensors.ts";

const names = ["full", "tails", "std2"] as const;
const expected: {
  classes: string[][];
  report: Record<(typeof names)[number], { pair: { confusion: number[][] } }>;
} = await (await fetch(reportUrl)).json();
const t = readTensors(new Uint8Array(await (await fetch(tensorsUrl)).arrayBuffer()));
const [nClasses, nLayers, dModel, nTest, nTrain] = [12, 3, 384, 72, 30];

/** The experiment's activations are centred and pooled already. */
const options: FitOptions = { ...PUBLISHED, center: false };

/** train is [class, sentence, layer, dModel]. */
function trainValues(c: number, layer: number): Float32Array {
  const values = new Float32Array(nTrain * dModel);
  for (let s = 0; s < nTrain; s++) {
    const start = ((c * nTrain + s) * nLayers + layer) * dModel;
    values.set(t.train!.data.subarray(start, start + dModel), s * dModel);
  }
  return values;
}

const atlas = emptyAtlas({
  format: "tailscope-atlas",
  version: 1,
  model: { id: "experiment", architecture: "gpt2", nLayers, dModel, weightsSha256: "" },
  data: { name: "experiment", sha256: "", nTrain: nClasses * nTrain, nTest: 0, split: "its own" },
  options,
  classes: expected.classes,
});
for (let c = 0; c < nClasses; c++) {
  for (let layer = 0; layer < nLayers; layer++) {
    setDensity(atlas, c, layer, fitDensity(trainValues(c, layer), options, `class ${c}, layer ${layer}`));
  }
}

/** Log-likelihoods of every test sentence, [sentence, class, layer], one array a mode. */
async function scoresOnGpu(modes: readonly Mode[]): Promise<Float64Array[]> {
  const backend = createWebgpuBackend(gpu, atlas, { dModel });
  const size = nClasses * nLayers;
  const all = modes.map(() => new Float64Array(nTest * size));
  for (let s = 0; s < nTest; s++) {
    const scorer = backend.scorer(modes);
    for (let layer = 0; layer < nLayers; layer++) {
      const start = (s * nLayers + layer) * dModel;
      const buffer = uploaded(t.test!.data.subarray(start, start + dModel), 256);
      scorer.add({ layer, residPost: { buffer, dModel } }, { row: 0, nPos: 1, batchPos: 1 });
      buffer.destroy();
    }
    const scores = await scorer.scores();
    for (const [m, { logLikelihood }] of scores.entries()) all[m]!.set(logLikelihood, s * size);
    scorer.dispose();
  }
  backend.dispose();
  return all;
}

const scores = await scoresOnGpu(names.map((name) => parseMode(name)!));

/** The class each test sentence is guessed to be of. */
function predictions(logLikelihood: ArrayLike<number>): number[] {
  return Array.from({ length: nTest }, (_, s) => {
    const totals = new Float64Array(nClasses);
    for (let row = 0; row < nClasses * nLayers; row++) {
      totals[Math.floor(row / nLayers)]! += logLikelihood[s * nClasses * nLayers + row]!;
    }
    return argmax(totals);
  });
}

describe("the small experiment made by the study's own code, scored on the GPU", () => {
  it.each(names)("scores and predicts alike: %s", (name) => {
    const actual = scores[names.indexOf(name)]!;
    const reference = t[`log_likelihood_${name}`]!.data;
    expect(maxRelativeError(actual, reference).error).toBeLessThan(1e-5);
    const predicted = predictions(actual);
    expect(predicted).toEqual(predictions(reference));
    const truth = [...t.true_class!.data];
    expect(confusionMatrix(truth, predicted, nClasses)).toEqual(expected.report[name].pair.confusion);
  });
});
