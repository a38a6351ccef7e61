import type { Calibration } from "./reportTypes.ts";
import type { Leader, TailValue } from "./seams.ts";
import type { TailCutoffs } from "./tails.ts";

// What the page draws of a sentence, as it crosses from the worker.

/** The two modes of the switch. */
export type ViewMode = "full" | "tails";

/** A curve on an evenly spaced grid. `y`: [nPoints] in 1 / value units. */
export interface Curve {
  min: number;
  max: number;
  y: Float32Array;
}

/** How far a calibrated probability can be trusted: one temperature, fitted and judged on held-out sentences. */
export type AtlasCalibration = Pick<Calibration, "temperature" | "nFitted" | "nJudged" | "ece">;

/** What is asked for of a text: which layer is drawn in detail, and by which rule. */
export interface LookAt {
  layer: number;
  mode: ViewMode;
  /** Classes whose densities are drawn besides the guessed one, by index. */
  classes?: readonly number[];
  /** Two cut-offs in the place of every class's own, at every layer: METHOD §3's `fixed` rule, dragged. */
  fixed?: TailCutoffs;
}

export interface GuessRequest extends LookAt {
  text: string;
  /** Position of the token whose values are taken, 0 the first; what the atlas pools where it is absent. */
  token?: number;
}

/** The bag at a probability: value `quantiles[i]` at (i + 0.5) / quantiles.length, rising. */
export type Quantiles = Float32Array;

/** Everything the Density figure draws of one layer. */
export interface LayerPicture {
  layer: number;
  /** The typed sentence's own density at this layer. */
  sentence: Curve;
  /** All training sentences of all classes together; absent without an atlas. */
  pooled?: Curve;
  /** The class the sentence is guessed to be of; absent without an atlas. */
  predicted?: Curve;
  /** -1 without an atlas. */
  predictedClass: number;
  /** Of the predicted class, or (without an atlas) mean ± 2 std of these values; what lies beyond them is in the tails. */
  cutoffs: TailCutoffs;
  /** The sentence's values in the predicted class's tails, greatest magnitude first. */
  tails: TailValue[];
  /** Values in the bag. */
  count: number;
  /** Bandwidth of the sentence's density, in value units. */
  bandwidth: number;
  /** At most 512 of them. */
  quantiles: Quantiles;
  /** The logistic distribution likeliest for these values: mean and scale, in value units. Scale 0 where all are equal. */
  logistic: { location: number; scale: number };
  /** The densities asked for by `LookAt.classes`. */
  classes?: { index: number; curve: Curve }[];
  /** The pinned sentence at this layer, by the same cut-offs. */
  pinned?: { sentence: Curve; tails: TailValue[] };
}

/** What the layers read so far lean to. */
export interface Leaders {
  mode: ViewMode;
  /** How many layers they are by. */
  nRead: number;
  /** The three best classes, best first. */
  best: Leader[];
}

/** One layer as it comes, for the strip of all layers: cut-offs of the pooled reference. */
export interface LayerSketch {
  layer: number;
  sentence: Curve;
  cutoffs: TailCutoffs;
  tailCount: number;
  count: number;
  /** The values beyond the cut-offs, greatest magnitude first, each with its dimension. */
  tails: TailValue[];
  /** [pos] values of each token beyond the cut-offs, whichever token's values are scored. */
  tokenTails: number[];
  /** Of the newest layer while a slow guess is under way, where there is an atlas. */
  leaders?: Leaders;
}

export interface ModeRanking {
  /** Total log-likelihood of each class over all layers, nats. [class] */
  logLikelihood: number[];
  /** What each layer says. [class * nLayers + layer], nats; empty without an atlas. */
  byLayer: Float32Array;
  /** Class indices, best first. */
  ranking: number[];
  /** Share of (class, layer) with fewer than three tail values, hence at the floor. */
  floorShare: number;
  /** Mean number of tail values over (class, layer). */
  meanTailCount: number;
}

export interface Guess {
  /** What was asked for. */
  text: string;
  /** What the model read: without the last word if the atlas drops it. */
  readText: string;
  tokenIds: number[];
  tokenTexts: string[];
  /** Tokens cut off at the model's nCtx. */
  cut: number;
  /** The token whose values were taken, where one was chosen. */
  token?: number;
  /** Without an atlas, rankings of nothing. */
  modes: Record<ViewMode, ModeRanking>;
  picture: LayerPicture;
  /** Milliseconds: the model's own passes, and all of it. */
  modelMs: number;
  totalMs: number;
}

/** A sentence that is kept to compare with, and all its layers. */
export interface PinnedGuess extends Guess {
  sketches: LayerSketch[];
}

/** The text last guessed, looked at anew. */
export interface Look {
  picture: LayerPicture;
  /** `tails` by the rule that was asked for. */
  modes: Record<ViewMode, ModeRanking>;
  /** All layers, where the rule is another than before. */
  sketches?: LayerSketch[];
}

/** How each dimension stands over many sentences: the identity that a bag of values throws away. */
export interface DimensionProfile {
  dataName: string;
  nSentences: number;
  /** Of the sentences' values (pooled and centred as the atlas does). [layer * dModel + dimension] */
  mean: Float32Array;
  /** Population standard deviation. [layer * dModel + dimension] */
  std: Float32Array;
  /** Share of the sentences in which the dimension is beyond the pooled reference's cut-offs. [layer * dModel + dimension] */
  tailShare: Float32Array;
}
