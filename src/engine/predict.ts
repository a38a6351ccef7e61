import type { ModeRanking } from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import { rank } from "../core/ranking.ts";
import type { ActivationSource, Backend, ModeScores, SentenceScorer, Signal, Tokens } from "../core/seams.ts";
import { MIN_TAIL_VALUES } from "../core/tails.ts";
import { readText } from "./readText.ts";

/** What can be asked of a scored sentence. */
export type OpenScorer = Pick<
  SentenceScorer<unknown>,
  "view" | "values" | "tokenTails" | "leaders" | "dispose"
>;

/** A sentence that has been scored and can still be looked at, until its scorer is disposed. */
export interface Prediction {
  read: string;
  tokens: Tokens;
  /** Position of the token whose values were taken, where one was chosen. */
  token?: number;
  rankings: ModeRanking[];
  scorer: OpenScorer;
  /** Milliseconds spent waiting for the model's layers. */
  modelMs: number;
}

export interface PredictOptions {
  signal?: Signal;
  /** Takes the values of this token, or of the last one where there are fewer: those of the text cut after it. */
  token?: number | undefined;
  /** Keeps the values of all tokens, for `tokenTails`. */
  everyToken?: boolean;
  /** Told of each layer once it is scored. */
  onLayer?: (layer: number, scorer: OpenScorer) => Promise<void> | void;
}

/** Text → tokens → every layer → scores under every class, one ranking a mode. */
export async function predict<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  text: string,
  modes: readonly Mode[],
  { signal, token: wanted, everyToken = false, onLayer }: PredictOptions = {},
): Promise<Prediction> {
  const { read, tokens } = readText(source, text, atlas.recipe.options);
  const nPos = tokens.ids.length;
  const token = tokenAt(wanted, nPos);
  const chosen = token === undefined ? {} : { token };
  const scorer = backend.scorer(modes, { ...chosen, everyToken });
  try {
    let modelMs = 0;
    let asked = performance.now();
    for await (const activations of source.run([tokens.ids], signal)) {
      modelMs += performance.now() - asked;
      await scorer.add(activations, { row: 0, nPos, batchPos: nPos });
      await onLayer?.(activations.layer, scorer);
      asked = performance.now();
    }
    const rankings = (await scorer.scores()).map((s, m) => rankingOf(s, atlas, modes[m]!));
    return { read, tokens, ...chosen, rankings, scorer, modelMs };
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

/** A sentence's scores in one mode, added up and ordered. */
export function rankingOf(scores: ModeScores, atlas: Atlas, mode: Mode): ModeRanking {
  const logLikelihood = totals(scores, atlas.recipe.classes.length, atlas.nLayers);
  const n = scores.tailCount.length;
  const floored = mode.kind === "full" ? 0 : scores.tailCount.filter((m) => m < MIN_TAIL_VALUES).length;
  return {
    logLikelihood,
    byLayer: Float32Array.from(scores.logLikelihood),
    ranking: rank(logLikelihood),
    floorShare: floored / n,
    meanTailCount: scores.tailCount.reduce((a, b) => a + b, 0) / n,
  };
}

/** A position that the text has. @throws Failure("usage") where it is none at all */
function tokenAt(wanted: number | undefined, nPos: number): number | undefined {
  if (wanted === undefined) return undefined;
  if (!Number.isSafeInteger(wanted) || wanted < 0)
    throw new Failure("usage", `There is no token ${wanted}: positions are whole numbers from 0.`);
  return Math.min(wanted, nPos - 1);
}
