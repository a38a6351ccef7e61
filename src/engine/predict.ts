import type { ModeRanking } from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import { rank } from "../core/ranking.ts";
import type { ActivationSource, Backend, ModeScores, SentenceScorer, Signal, Tokens } from "../core/seams.ts";
import { MIN_TAIL_VALUES } from "../core/tails.ts";
import { readText } from "./readText.ts";

/** A sentence that has been scored and can still be looked at, until its scorer is disposed. */
export interface Prediction<R> {
  read: string;
  tokens: Tokens;
  rankings: ModeRanking[];
  scorer: SentenceScorer<R>;
  /** Milliseconds spent waiting for the model's layers. */
  modelMs: number;
}

export interface PredictOptions {
  signal?: Signal;
  /** Told of each layer once it is scored. */
  onLayer?: (layer: number, scorer: Pick<SentenceScorer<unknown>, "view">) => Promise<void> | void;
}

/** Text → tokens → every layer → scores under every class, one ranking a mode. */
export async function predict<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  text: string,
  modes: readonly Mode[],
  { signal, onLayer }: PredictOptions = {},
): Promise<Prediction<R>> {
  const { read, tokens } = readText(source, text, atlas.recipe.options);
  const scorer = backend.scorer(modes);
  try {
    const nPos = tokens.ids.length;
    let modelMs = 0;
    let asked = performance.now();
    for await (const activations of source.run([tokens.ids], signal)) {
      modelMs += performance.now() - asked;
      await scorer.add(activations, { row: 0, nPos, batchPos: nPos });
      await onLayer?.(activations.layer, scorer);
      asked = performance.now();
    }
    const rankings = (await scorer.scores()).map((s, m) => rankingOf(s, atlas, modes[m]!));
    return { read, tokens, rankings, scorer, modelMs };
  } catch (error) {
    scorer.dispose();
    throw error;
  }
}

/** Total log-likelihood of each class over all layers: [class], nats. */
export function totals({ logLikelihood }: ModeScores, nClasses: number, nLayers: number): number[] {
  return Array.from({ length: nClasses }, (_, c) => {
    let sum = 0;
    for (let layer = 0; layer < nLayers; layer++) sum += logLikelihood[c * nLayers + layer]!;
    return sum;
  });
}

function rankingOf(scores: ModeScores, atlas: Atlas, mode: Mode): ModeRanking {
  const logLikelihood = totals(scores, atlas.recipe.classes.length, atlas.nLayers);
  const n = scores.tailCount.length;
  const floored = mode.kind === "full" ? 0 : scores.tailCount.filter((m) => m < MIN_TAIL_VALUES).length;
  return {
    logLikelihood,
    ranking: rank(logLikelihood),
    floorShare: floored / n,
    meanTailCount: scores.tailCount.reduce((a, b) => a + b, 0) / n,
  };
}
