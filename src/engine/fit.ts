import type { Progress } from "../core/api.ts";
import { type Atlas, emptyAtlas, type Recipe, setDensity } from "../core/atlas.ts";
import { type Dataset, requireTwoSentences } from "../core/dataset.ts";
import { throwIfAborted } from "../core/failure.ts";
import { fitDensity } from "../core/fitDensity.ts";
import { fillPooled } from "../core/pooledDensity.ts";
import { poolValues } from "../core/pooling.ts";
import type { ActivationSource, Signal } from "../core/seams.ts";
import { batchesByLength } from "./batches.ts";
import { progressMeter } from "./progress.ts";
import { readText } from "./readText.ts";

export interface FitControl {
  batchSize?: number;
  signal?: Signal;
  onProgress?: (progress: Progress) => void;
}

/** Values of a class, one bag a layer. */
export type ClassValues = Float32Array[];

/** Fits an atlas class by class, one class's values in memory at a time. METHOD §1-3. */
export async function fit(
  source: ActivationSource<Float32Array>,
  train: Dataset,
  recipe: Recipe,
  { batchSize = 16, signal, onProgress = () => {} }: FitControl = {},
): Promise<Atlas> {
  requireTwoSentences(train.classes, recipe.data.name);
  const atlas = emptyAtlas(recipe);
  const total = train.classes.reduce((n, c) => n + c.sentences.length, 0);
  const progress = progressMeter(`Fitting ${train.classes.length} classes`, onProgress);
  let done = 0;
  for (const [c, { sentences }] of train.classes.entries()) {
    const values = await classValues(
      source,
      sentences,
      recipe.options,
      batchSize,
      (n) => {
        done += n;
        progress(done, total);
      },
      signal,
    );
    fitClass(atlas, c, values);
  }
  fillPooled(atlas);
  return atlas;
}

/** Fits every layer of one class into the atlas. */
export function fitClass(atlas: Atlas, classIndex: number, values: ClassValues): void {
  const { options, classes } = atlas.recipe;
  values.forEach((bag, layer) => {
    setDensity(
      atlas,
      classIndex,
      layer,
      fitDensity(bag, options, `"${classes[classIndex]!.join(" / ")}" at layer ${layer}`),
    );
  });
}

/** Runs sentences through the model and pools them: per layer, all their values one after the other. */
export async function classValues(
  source: ActivationSource<Float32Array>,
  sentences: readonly string[],
  options: Recipe["options"],
  batchSize: number,
  onSentences: (n: number) => void,
  signal?: Signal,
): Promise<ClassValues> {
  const { nLayers, dModel } = source.shape;
  const ids = sentences.map((text) => readText(source, text, options).tokens.ids);
  const bags: Float32Array[][] = Array.from({ length: nLayers }, () => []);
  for (const { indices, sequences, batchPos } of batchesByLength(ids, batchSize)) {
    throwIfAborted(signal);
    for await (const { layer, residPost } of source.run(sequences, signal)) {
      indices.forEach((i, row) => {
        const nPos = sequences[row]!.length;
        const stream = residPost.subarray(row * batchPos * dModel, (row * batchPos + nPos) * dModel);
        bags[layer]![i] = poolValues(stream, nPos, dModel, { ...options, skipBos: options.prependBos });
      });
    }
    onSentences(indices.length);
  }
  return bags.map(concatenate);
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
