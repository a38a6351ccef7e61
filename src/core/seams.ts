import type { Mode } from "./options.ts";
import type { TailCutoffs, TailRule } from "./tails.ts";

// The two seams between the experiment and the machine: text → activations, and activations → numbers.
// `R` is whatever a residual stream is on the machine: a Float32Array, or a buffer on the GPU.

/** Least part of an AbortSignal that the middle needs. */
export interface Signal {
  readonly aborted: boolean;
}

/** What a model is, as far as an experiment cares. Names as in TransformerLens. */
export interface ModelShape {
  /** Name of the checkpoint, as its folder or repository is called. */
  id: string;
  /** The commit its files are of, where they come from a hub. */
  revision?: string;
  architecture: "gpt2" | "gpt_neox";
  nLayers: number;
  dModel: number;
  nHeads: number;
  nCtx: number;
  dVocab: number;
  /** Of the tensors as they were read; empty where it was not computed. */
  weightsSha256: string;
  /** What matrices were rounded to after that, where they were; known when all layers have come. */
  roundedTo?: "F16";
}

export interface Tokens {
  ids: number[];
  /** The text of each token, for people. */
  texts: string[];
  /** How many tokens were cut off because the model reads no more than nCtx. */
  cut: number;
}

/** One layer's residual stream for a batch. Freed by the source when the next layer is asked for. */
export interface LayerActivations<R> {
  layer: number;
  /** [batch, pos, dModel], f32, after attention and MLP have been added; not centred. */
  residPost: R;
}

export interface ActivationSource<R> {
  readonly shape: ModelShape;
  tokenize(text: string, prependBos: boolean): Tokens;
  /** Runs a batch of right-padded sequences, yielding each layer as it comes. Stops between layers when told to. */
  run(batch: readonly (readonly number[])[], signal?: Signal): AsyncIterable<LayerActivations<R>>;
}

/** Where the values of one sentence stand in a batch: which row, how many tokens. */
export interface SentencePlace {
  row: number;
  nPos: number;
  /** Padded length of the batch, in tokens. */
  batchPos: number;
}

/** Log-likelihoods of one sentence: [class * nLayers + layer], in nats, for one mode. */
export interface ModeScores {
  logLikelihood: Float64Array;
  /** How many values were in the class's tails at the layer. */
  tailCount: Float64Array;
}

/** One of the classes that a sentence leans to. */
export interface Leader {
  classIndex: number;
  /** Over the layers it was asked of, nats; NaN where that is no finite number. */
  logLikelihood: number;
}

/** A value in the tails and where it stood. */
export interface TailValue {
  dimension: number;
  /** Position of its token in the text, 0 the first; absent where the bag holds one vector. */
  token?: number;
  value: number;
}

/** What the page draws of one layer of the sentence. */
export interface LayerView {
  layer: number;
  gridMin: number;
  gridMax: number;
  /** The sentence's own density, at points that lie evenly from gridMin to gridMax. */
  y: Float32Array;
  mean: number;
  /** Population standard deviation. */
  std: number;
  /** In value units. */
  bandwidth: number;
  cutoffs: TailCutoffs;
  tails: TailValue[];
  /** Values in the bag. */
  count: number;
}

/** Scores one sentence as its layers come in, and keeps its values for looking at until disposed. */
export interface SentenceScorer<R> {
  add(activations: LayerActivations<R>, place: SentencePlace): Promise<void> | void;
  /** Scores of every layer added so far (others are 0), one entry for each mode asked for. */
  scores(): Promise<ModeScores[]>;
  /** The k best classes of a mode, by its index, over the layers added so far, best first. */
  leaders(mode: number, k: number): Promise<Leader[]>;
  /**
   * Density of the sentence's values at a layer, on the atlas's number of grid points where no other is asked for, and its
   * tail values by the cut-offs of `classIndex`.
   */
  view(layer: number, classIndex: number, mode: Mode, gridPoints?: number): Promise<LayerView>;
  /** The bag of a layer, brought back from where it lies. [count], pooled and centred */
  values(layer: number): Promise<Float32Array>;
  /** How many values of each token are in the tails, the token pooled or not. [pos]; of a scorer that keeps every token */
  tokenTails(layer: number, tails: TokenTails): Promise<number[]>;
  dispose(): void;
}

/** Tails of single tokens: by two cut-offs, or beyond k standard deviations of each token's own values. */
export type TokenTails = { cutoffs: TailCutoffs; rule: TailRule } | { k: number };

export interface ScorerOptions {
  /** The values of this token alone, in the place of what the atlas pools. */
  token?: number;
  /** Keeps the values of all tokens, for `tokenTails`. */
  everyToken?: boolean;
}

/** The numbers of an atlas on one machine. */
export interface Backend<R> {
  readonly name: "cpu" | "webgpu";
  scorer(modes: readonly Mode[], options?: ScorerOptions): SentenceScorer<R>;
  dispose(): void;
}
