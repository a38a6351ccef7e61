import { writeAtlas } from "../../src/core/atlas.ts";
import { type Dataset, parseDataset } from "../../src/core/dataset.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { fit } from "../../src/engine/fit.ts";
import { recipeOf } from "../../src/engine/recipe.ts";
import { timedSource } from "./timedSource.ts";

/** A part of the embedded data: its first classes, with so many sentences each, all of them so many times. */
export interface FitSize {
  nClasses: number;
  perClass: number;
  times: number;
}

export interface FitTimes {
  /** Milliseconds from an open model to the atlas's bytes. */
  wall: number;
  /** Of these, in the forward pass. */
  forward: number;
  /** Sentences and padded length of every batch. */
  batches: readonly [nSentences: number, nPos: number][];
}

/** Fits with the published options; the model has run once before the clock starts. `through` is what the fit runs it by. */
export async function timeFit(
  source: ActivationSource<Float32Array>,
  sentences: unknown,
  size: FitSize,
  through: (timed: ActivationSource<Float32Array>) => ActivationSource<Float32Array> = (timed) => timed,
): Promise<FitTimes> {
  const train = partOf(parseDataset(sentences, "sentences.json"), size);
  const data = { name: "sentences.json", sha256: "", split: { train, test: [] }, splitName: "none" };
  for await (const _ of source.run([source.tokenize("Once upon a time", true).ids]));
  const timed = timedSource(source);
  const start = performance.now();
  const atlas = await fit(through(timed), train, recipeOf(source.shape, data, PUBLISHED));
  writeAtlas(atlas);
  const wall = performance.now() - start;
  return { wall, forward: timed.forwardMs(), batches: timed.batches() };
}

function partOf({ classes }: Dataset, { nClasses, perClass, times }: FitSize): Dataset {
  return {
    classes: classes.slice(0, nClasses).map(({ path, sentences }) => ({
      path,
      sentences: Array.from({ length: times }, () => sentences.slice(0, perClass)).flat(),
    })),
  };
}

/** Share of the wall that is not the forward pass. */
export const shareBeside = ({ wall, forward }: Pick<FitTimes, "wall" | "forward">): number =>
  1 - forward / wall;
