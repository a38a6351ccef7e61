import type { Progress } from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import {
  addScores,
  type EvaluatedSentence,
  type Evaluation,
  type EvaluationOrigin,
  type EvaluationPart,
  emptyResults,
  placeResults,
} from "../core/evaluation.ts";
import { throwIfAborted } from "../core/failure.ts";
import { countNonFinite, requireFinite } from "../core/finite.ts";
import type { Mode } from "../core/options.ts";
import { emptyScores, scoreLayer } from "../core/scoreLayer.ts";
import type { ActivationSource, Backend, ModeScores, Signal } from "../core/seams.ts";
import type { TestSentence } from "../core/split.ts";
import { type Batch, batchesByLength, everyNth } from "./batches.ts";
import { progressMeter } from "./progress.ts";
import { readText } from "./readText.ts";

/** A test sentence; flags that are not known count as false (`core/testSentences.ts` finds them). */
export type TestItem = TestSentence & Partial<EvaluatedSentence>;

/** Part `part` of `parts`, from 1. */
export interface Share {
  part: number;
  parts: number;
}

/** Where the finished parts of an evaluation are kept, so that a killed tab or process loses one at most. */
export interface EvaluationPartStore {
  /** The part, if it is there, whole and of this very evaluation. */
  read(share: Share): Promise<EvaluationPart | undefined>;
  write(part: EvaluationPart): Promise<void>;
}

/** How many parts a run with a store is saved in. */
export const SAVED_PARTS = 16;

export interface EvaluateControl {
  batchSize?: number;
  signal?: Signal;
  onProgress?: (progress: Progress) => void;
  /** Given every sentence's scores by class × layer in float64; not of parts that a store gave back. */
  onScores?: (sentence: number, scores: readonly ModeScores[]) => void;
  origin?: EvaluationOrigin;
  store?: EvaluationPartStore;
}

/** Scores test sentences through the model, all modes in one pass. */
export async function evaluate<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  test: readonly TestItem[],
  modes: readonly Mode[],
  control: EvaluateControl = {},
): Promise<Evaluation> {
  return wholeOf(await evaluatePart(source, backend, atlas, test, modes, { part: 1, parts: 1 }, control));
}

/**
 * Scores one of several parts of the test sentences. All of them are batched first and the *batches* dealt out, so that every
 * sentence runs in the same company, and has the same last bits, as in one run over all.
 */
export async function evaluatePart<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  test: readonly TestItem[],
  modes: readonly Mode[],
  share: Share,
  { batchSize = 8, signal, onProgress = () => {}, onScores, origin, store }: EvaluateControl = {},
): Promise<EvaluationPart> {
  const ids = test.map(({ text }) => readText(source, text, atlas.recipe.options).tokens.ids);
  const batches = batchesByLength(ids, batchSize);
  const emptyOf = (of: Share) =>
    emptyPart(atlas, modes, test, everyNth(batches, of.part, of.parts), of, origin);
  const part = emptyOf(share);
  const progress = progressMeter(`Scoring ${part.indices.length} sentences`, onProgress);
  let done = 0;
  const told = (n: number) => {
    done += n;
    progress(done, part.indices.length);
  };

  async function score(into: EvaluationPart) {
    const placeOf = new Map(into.indices.map((sentence, i) => [sentence, i]));
    for (const batch of everyNth(batches, into.part, into.parts)) {
      throwIfAborted(signal);
      await scoreBatch(source, backend, modes, batch, signal, (sentence, scores) => {
        onScores?.(sentence, scores);
        addScores(into, placeOf.get(sentence)!, scores);
      });
      told(batch.indices.length);
    }
  }

  if (!store) {
    await score(part);
    return part;
  }
  const placeOf = new Map(part.indices.map((sentence, i) => [sentence, i]));
  for (let i = 0; i < SAVED_PARTS; i++) {
    throwIfAborted(signal);
    const of = { part: share.part + i * share.parts, parts: share.parts * SAVED_PARTS };
    let saved = await store.read(of);
    if (saved) told(saved.indices.length);
    else {
      saved = emptyOf(of);
      await score(saved);
      await store.write(saved);
    }
    placeResults(
      saved,
      saved.indices.map((sentence) => placeOf.get(sentence)!),
      part.results,
    );
  }
  return part;
}

type ValuesControl = Pick<EvaluateControl, "onScores" | "origin">;

/** The same from values already centred and pooled. `values`: [sentence, layer, dModel]. */
export function evaluateValues(
  values: Float32Array,
  atlas: Atlas,
  test: readonly TestItem[],
  modes: readonly Mode[],
  control: ValuesControl = {},
): Evaluation {
  return wholeOf(evaluateValuesPart(values, atlas, test, modes, { part: 1, parts: 1 }, control));
}

/** One of several parts of it: every nth sentence. */
export function evaluateValuesPart(
  values: Float32Array,
  atlas: Atlas,
  test: readonly TestItem[],
  modes: readonly Mode[],
  share: Share,
  { onScores, origin }: ValuesControl = {},
): EvaluationPart {
  const { nLayers } = atlas;
  const { dModel } = atlas.recipe.model;
  const alone = test.map((_, i): Batch => ({ indices: [i], sequences: [[]], batchPos: 0 }));
  const part = emptyPart(atlas, modes, test, everyNth(alone, share.part, share.parts), share, origin);
  part.indices.forEach((s, place) => {
    const scores = emptyScores(atlas, modes);
    for (let layer = 0; layer < nLayers; layer++) {
      const from = (s * nLayers + layer) * dModel;
      const bag = values.subarray(from, from + dModel);
      requireFinite(countNonFinite(bag), dModel, layer);
      scoreLayer(bag, atlas, layer, modes, scores);
    }
    onScores?.(s, scores);
    addScores(part, place, scores);
  });
  return part;
}

/** A part that is all of the test sentences, as the whole. */
export function wholeOf({ recipe, modes, origin, sentences, results }: EvaluationPart): Evaluation {
  return { recipe, modes, ...(origin && { origin }), sentences, results };
}

async function scoreBatch<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  modes: readonly Mode[],
  { indices, sequences, batchPos }: Batch,
  signal: Signal | undefined,
  onScores: (sentence: number, scores: readonly ModeScores[]) => void,
): Promise<void> {
  const scorers = sequences.map(() => backend.scorer(modes));
  try {
    for await (const activations of source.run(sequences, signal)) {
      for (const [row, scorer] of scorers.entries()) {
        await scorer.add(activations, { row, nPos: sequences[row]!.length, batchPos });
      }
    }
    for (const [row, scorer] of scorers.entries()) onScores(indices[row]!, await scorer.scores());
  } finally {
    for (const scorer of scorers) scorer.dispose();
  }
}

function emptyPart(
  { recipe }: Atlas,
  modes: readonly Mode[],
  test: readonly TestItem[],
  batches: readonly Batch[],
  { part, parts }: Share,
  origin: EvaluationOrigin | undefined,
): EvaluationPart {
  const indices = batches.flatMap((b) => b.indices).sort((a, b) => a - b);
  return {
    recipe,
    modes: [...modes],
    ...(origin && { origin }),
    sentences: indices.map((i) => {
      const { text, trueClass, leaked = false, repeated = false } = test[i]!;
      return { text, trueClass, leaked, repeated };
    }),
    results: emptyResults(indices.length, recipe, modes),
    part,
    parts,
    indices,
    nTest: test.length,
  };
}
