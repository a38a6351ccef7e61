import type { Progress } from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import { throwIfAborted } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import { emptyScores, scoreLayer } from "../core/scoreLayer.ts";
import type { ActivationSource, Backend, ModeScores, Signal } from "../core/seams.ts";
import type { TestSentence } from "../core/split.ts";
import { MIN_TAIL_VALUES } from "../core/tails.ts";
import { batchesByLength } from "./batches.ts";
import { totals } from "./predict.ts";
import { progressMeter } from "./progress.ts";
import { readText } from "./readText.ts";

/** What is kept of a scored test sentence, for one mode. */
export interface SentenceScores {
  /** Total log-likelihood of each class, nats. [class] */
  totals: number[];
  /** How many (class, layer) had fewer than three tail values, and the sum of all tail counts. */
  floored: number;
  tailCount: number;
}

/** [sentence][mode] */
export type EvaluatedSentences = SentenceScores[][];

export interface EvaluateControl {
  batchSize?: number;
  signal?: Signal;
  onProgress?: (progress: Progress) => void;
  /** Given every sentence's scores by class × layer, before they are summed. */
  onScores?: (sentence: number, scores: readonly ModeScores[]) => void;
}

/** Scores test sentences through the model, all modes in one pass. */
export async function evaluate<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  test: readonly TestSentence[],
  modes: readonly Mode[],
  { batchSize = 8, signal, onProgress = () => {}, onScores }: EvaluateControl = {},
): Promise<EvaluatedSentences> {
  const ids = test.map(({ text }) => readText(source, text, atlas.recipe.options).tokens.ids);
  const results: EvaluatedSentences = [];
  const progress = progressMeter(`Scoring ${test.length} sentences`, onProgress);
  let done = 0;
  for (const { indices, sequences, batchPos } of batchesByLength(ids, batchSize)) {
    throwIfAborted(signal);
    const scorers = sequences.map(() => backend.scorer(modes));
    try {
      for await (const activations of source.run(sequences, signal)) {
        for (const [row, scorer] of scorers.entries()) {
          await scorer.add(activations, { row, nPos: sequences[row]!.length, batchPos });
        }
      }
      for (const [row, scorer] of scorers.entries()) {
        const scores = await scorer.scores();
        onScores?.(indices[row]!, scores);
        results[indices[row]!] = summarize(scores, atlas, modes);
      }
    } finally {
      for (const scorer of scorers) scorer.dispose();
    }
    done += indices.length;
    progress(done, test.length);
  }
  return results;
}

/** The same from values already centred and pooled. `values`: [sentence, layer, dModel]. */
export function evaluateValues(
  values: Float32Array,
  atlas: Atlas,
  modes: readonly Mode[],
  onScores?: EvaluateControl["onScores"],
): EvaluatedSentences {
  const { nLayers } = atlas;
  const { dModel } = atlas.recipe.model;
  const nSentences = values.length / (nLayers * dModel);
  return Array.from({ length: nSentences }, (_, s) => {
    const scores = emptyScores(atlas, modes);
    for (let layer = 0; layer < nLayers; layer++) {
      const from = (s * nLayers + layer) * dModel;
      scoreLayer(values.subarray(from, from + dModel), atlas, layer, modes, scores);
    }
    onScores?.(s, scores);
    return summarize(scores, atlas, modes);
  });
}

function summarize(scores: readonly ModeScores[], atlas: Atlas, modes: readonly Mode[]): SentenceScores[] {
  return scores.map((s, m) => ({
    totals: totals(s, atlas.recipe.classes.length, atlas.nLayers),
    floored:
      modes[m]!.kind === "full" ? 0 : s.tailCount.reduce((n, t) => n + (t < MIN_TAIL_VALUES ? 1 : 0), 0),
    tailCount: s.tailCount.reduce((a, b) => a + b, 0),
  }));
}
