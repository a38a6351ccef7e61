// tsx tools/models/chooseOptions.ts MODEL_DIR: chooses an atlas's options on a validation part of the training data.
// 8 of the 48 training sentences of each pair are held back, densities are fitted on the other 40, and options are judged by
// the mean of four macro F1 (subject and attribute, full and tails). Of those within one standard error of the best the
// smoothest densities win (the one-standard-error rule: Breiman et al. 1984). The held-out sentences are not touched.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { type Atlas, emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { bootstrapInterval, macroF1Of } from "../../src/core/bootstrap.ts";
import { levelOf, parseDataset } from "../../src/core/dataset.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { predictedClasses } from "../../src/core/layerScores.ts";
import { type FitOptions, type Mode, PUBLISHED } from "../../src/core/options.ts";
import { seededSplit, splitFromFile } from "../../src/core/split.ts";
import { meanOverCells } from "../../src/core/tailMap.ts";
import type { TailRule } from "../../src/core/tails.ts";
import { evaluateValues } from "../../src/engine/evaluate.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { type Bags, collectBags, POOLINGS } from "./validationBags.ts";

const SCALES = [0.25, 0.5, 1, 2, 4];
const RULES: TailRule[] = [
  { rule: "published" },
  { rule: "relative" },
  ...[1, 1.5, 2, 2.5, 3].map((k): TailRule => ({ rule: "std", k })),
];
const FULL_AND_TAILS: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
];

const folder = process.argv[2]!;
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const dataset = parseDataset(read("data/sentences.json"), "data/sentences.json");
const { train } = splitFromFile(dataset, read("data/split.json"), "data/split.json");
const { train: fitPart, test: validation } = seededSplit(train, 7, 8 / 48);
const classes = dataset.classes.map((c) => c.path);
const heldBack = classes.map((path, c) => ({
  path,
  sentences: validation.filter((v) => v.trueClass === c).map((v) => v.text),
}));
const judged = heldBack.flatMap(({ sentences }, trueClass) => sentences.map((text) => ({ text, trueClass })));
const truth = judged.map((s) => s.trueClass);
const all = truth.map((_, i) => i);
const levels = [0, 1].map((level) => levelOf(classes, level));

const source = await openBlockSource(folderFiles(folder), nodeRuntime());
const { nLayers, dModel, id } = source.shape;
const say = (what: string) => (done: number) =>
  process.stderr.write(done % 20 === 0 ? `${what}: ${done} of ${classes.length}\n` : "");
const fitBags = await collectBags(source, fitPart, say("fit part"));
const validationBags = await collectBags(source, { classes: heldBack }, say("validation part"));
await source.release();

const joined = (parts: Float32Array[]) => {
  const out = new Float32Array(parts.length * dModel);
  parts.forEach((part, i) => {
    out.set(part, i * dModel);
  });
  return out;
};
const validationValues = (bags: Bags[keyof Bags]) => joined(bags.flat().flat());

interface Tried {
  pooling: FitOptions["pooling"];
  bandwidthScale: number;
  tailRule: TailRule;
  /** Macro F1: subject, attribute. */
  full: number[];
  tails: number[];
  floorShare: number;
  /** Of the mean of the four, by bootstrap over validation sentences. */
  standardError: number;
}
const tried: Tried[] = [];
for (const pooling of POOLINGS) {
  const values = validationValues(validationBags[pooling]);
  const bags = fitBags[pooling].map((sentences) =>
    Array.from({ length: nLayers }, (_, layer) => joined(sentences.map((s) => s[layer]!))),
  );
  for (const bandwidthScale of SCALES) {
    for (const tailRule of RULES) {
      const options: FitOptions = { ...PUBLISHED, pooling, bandwidthScale, tailRule };
      const evaluation = evaluateValues(values, fitted(options, bags), judged, FULL_AND_TAILS);
      const predicted = FULL_AND_TAILS.map((_, m) => predictedClasses(evaluation, m));
      const [full, tails] = predicted.map((p) => f1s(p, all));
      const { low, high } = bootstrapInterval(
        truth.length,
        (indices) => mean(predicted.flatMap((p) => f1s(p, indices))),
        7,
        200,
      );
      const standardError = (high - low) / (2 * 1.96);
      const { floored } = evaluation.results[1]!;
      const floorShare = meanOverCells(floored, truth.length, nLayers, undefined);
      tried.push({
        pooling,
        bandwidthScale,
        tailRule,
        full: full!,
        tails: tails!,
        floorShare,
        standardError,
      });
      process.stderr.write(
        `${pooling} ${bandwidthScale} ${JSON.stringify(tailRule)} full ${full} tails ${tails} floor ${floorShare.toFixed(2)}\n`,
      );
    }
  }
}

const score = (t: Tried) => mean([...t.full, ...t.tails]);
const best = tried.reduce((a, t) => (score(t) > score(a) ? t : a));
const asGood = tried.filter((t) => score(t) >= score(best) - best.standardError);
const chosen = asGood.reduce((a, t) => {
  if (t.bandwidthScale !== a.bandwidthScale) return t.bandwidthScale > a.bandwidthScale ? t : a;
  return score(t) > score(a) ? t : a;
});
const out = {
  model: id,
  nFit: fitPart.classes.reduce((n, c) => n + c.sentences.length, 0),
  nValidation: truth.length,
  criterion:
    "mean of macro F1 (subject and attribute, full and tails); of those within a standard error of the best, the smoothest",
  standardError: best.standardError,
  chosen: { pooling: chosen.pooling, bandwidthScale: chosen.bandwidthScale, tailRule: chosen.tailRule },
  tried,
};
writeFileSync(join(folder, "validation.json"), `${JSON.stringify(out)}\n`);
process.stdout.write(`${JSON.stringify(out.chosen)} of ${tried.length}: ${score(chosen).toFixed(3)}\n`);

function fitted(options: FitOptions, bags: Float32Array[][]): Atlas {
  const atlas = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id, architecture: "", nLayers, dModel, weightsSha256: "" },
    data: { name: "", sha256: "", nTrain: 0, nTest: 0, split: "" },
    options,
    classes,
  });
  bags.forEach((layers, c) => {
    layers.forEach((bag, layer) => {
      setDensity(atlas, c, layer, fitDensity(bag, options, classes[c]!.join(" / ")));
    });
  });
  return atlas;
}

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Macro F1 of subject and attribute over some of the validation sentences. */
function f1s(predicted: number[], indices: ArrayLike<number>): number[] {
  return levels.map(({ labels, ofClass }) =>
    macroF1Of(
      truth.map((c) => ofClass[c]!),
      predicted.map((c) => ofClass[c]!),
      labels.length,
      indices,
    ),
  );
}
