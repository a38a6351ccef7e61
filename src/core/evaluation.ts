import type { Recipe } from "./atlas.ts";
import type { Mode } from "./options.ts";

/** A test sentence and what is known of it beside its class. */
export interface EvaluatedSentence {
  text: string;
  trueClass: number;
  /** It also stands, after normalisation, in its own class's training part. */
  leaked: boolean;
  /** Its text, after normalisation, stands elsewhere in the test part or in any class's training part. */
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

/**
 * Everything that is kept of an evaluation: enough for each score of METHOD §5, for a choice of layers made afterwards, and for
 * parts made on several machines to be joined to the very same whole.
 */
export interface Evaluation {
  recipe: Recipe;
  modes: Mode[];
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
