import type { Recipe } from "./atlas.ts";
import type { Mode } from "./options.ts";
import type { ModeScores } from "./seams.ts";
import { MIN_TAIL_VALUES } from "./tails.ts";

/** A test sentence and what is known of it beside its class. */
export interface EvaluatedSentence {
  text: string;
  trueClass: number;
  /** It also stands, to the letter, in its own class's training part. */
  leaked: boolean;
  /** Its text stands, to the letter, elsewhere in the test part or in any class's training part. */
  repeated: boolean;
}

/** What one mode gave. */
export interface ModeResults {
  /** Total log-likelihood over all layers, nats. [sentence, class] */
  totals: Float64Array;
  /** The same by layer, rounded to float32: for scoring any subset of layers afterwards. [sentence, class, layer] */
  byLayer: Float32Array;
  /** Sentences with fewer than three values in the tails. [class, layer] */
  floored: Float64Array;
  /** Sum over sentences of the number of values in the tails. [class, layer] */
  tailCount: Float64Array;
}

/** What was scored, so that parts of different runs are told apart even where their recipes are the same. */
export interface EvaluationOrigin {
  /** Of the atlas file. */
  atlasSha256: string;
  /** Of the file that the test sentences are of, and how it was split. */
  dataSha256: string;
  split: string;
}

/**
 * Everything that is kept of an evaluation: enough for each score of METHOD §5, for a choice of layers made afterwards, and for
 * parts made on several machines to be joined to the very same whole.
 */
export interface Evaluation {
  recipe: Recipe;
  modes: Mode[];
  /** Absent where nobody has hashed the files. */
  origin?: EvaluationOrigin;
  /** In the order of the split's test part. */
  sentences: EvaluatedSentence[];
  /** One for each mode. */
  results: ModeResults[];
}

/** A share of an evaluation: `sentences` and `results` are of the test sentences `indices` only. */
export interface EvaluationPart extends Evaluation {
  /** Part `part` of `parts`, from 1. */
  part: number;
  parts: number;
  /** Places of its sentences in the whole test part, ascending. */
  indices: number[];
  nTest: number;
}

/** Room for the results of `nSentences`, one entry a mode. */
export function emptyResults(
  nSentences: number,
  { classes, model }: Pick<Recipe, "classes" | "model">,
  modes: readonly Mode[],
): ModeResults[] {
  const rows = classes.length * model.nLayers;
  return modes.map(() => ({
    totals: new Float64Array(nSentences * classes.length),
    byLayer: new Float32Array(nSentences * rows),
    floored: new Float64Array(rows),
    tailCount: new Float64Array(rows),
  }));
}

/** Puts one sentence's scores, one entry a mode, at place `sentence` of an evaluation's results. */
export function addScores(
  { recipe, modes, results }: Pick<Evaluation, "recipe" | "modes" | "results">,
  sentence: number,
  scores: readonly ModeScores[],
): void {
  const nClasses = recipe.classes.length;
  const nLayers = recipe.model.nLayers;
  results.forEach((into, m) => {
    const { logLikelihood, tailCount } = scores[m]!;
    into.byLayer.set(logLikelihood, sentence * nClasses * nLayers);
    for (let c = 0, row = 0; c < nClasses; c++) {
      let total = 0;
      for (let layer = 0; layer < nLayers; layer++, row++) {
        total += logLikelihood[row]!;
        into.tailCount[row]! += tailCount[row]!;
        if (modes[m]!.kind !== "full" && tailCount[row]! < MIN_TAIL_VALUES) into.floored[row]!++;
      }
      into.totals[sentence * nClasses + c] = total;
    }
  });
}

/** Moves a part's results into those of a greater part (or the whole): its sentence i to place `places[i]`, its counts added. */
export function placeResults(
  part: Pick<Evaluation, "recipe" | "results">,
  places: readonly number[],
  into: readonly ModeResults[],
): void {
  const nClasses = part.recipe.classes.length;
  const rows = nClasses * part.recipe.model.nLayers;
  part.results.forEach((from, m) => {
    const to = into[m]!;
    places.forEach((place, i) => {
      to.totals.set(from.totals.subarray(i * nClasses, (i + 1) * nClasses), place * nClasses);
      to.byLayer.set(from.byLayer.subarray(i * rows, (i + 1) * rows), place * rows);
    });
    for (let row = 0; row < rows; row++) {
      to.floored[row]! += from.floored[row]!;
      to.tailCount[row]! += from.tailCount[row]!;
    }
  });
}
