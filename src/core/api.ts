import type { Interval } from "./bootstrap.ts";
import type { FitOptions } from "./options.ts";
import type { ModelShape, TailValue } from "./seams.ts";
import type { TailCutoffs } from "./tails.ts";

// What crosses between the page and its worker: plain data, numbers in typed arrays, no sessions and no devices.

/** A model that ships with the project, in `public/models/<id>/`. */
export interface ModelEntry {
  id: string;
  title: string;
}

/** Which machine computes: chosen by itself, or forced. */
export type BackendChoice = "auto" | "webgpu" | "wasm";

export interface BackendStatus {
  backend: "webgpu" | "wasm";
  /** Why this one: a sentence for people. */
  reason: string;
  /** Name of the GPU adapter, where there is one. */
  adapter?: string;
  /** Threads of the WASM runtime. */
  threads: number;
}

/** A model that is open and ready to guess. */
export interface OpenedModel {
  shape: ModelShape;
  status: BackendStatus;
  /** The atlas it guesses with. */
  atlas: {
    classes: string[][];
    options: FitOptions;
    dataName: string;
    dataSha256: string;
    nTrain: number;
    split: string;
  };
  /** Held-out sentences that Evaluate can score. */
  nHeldOut: number;
}

/** Something that takes over a second says where it stands. `fraction` in [0, 1]; `secondsLeft` once it can be told. */
export interface Progress {
  label: string;
  fraction: number;
  secondsLeft?: number;
}

/** The two modes of the switch. */
export type ViewMode = "full" | "tails";

/** A curve on an evenly spaced grid. `y`: [nPoints] in 1 / value units. */
export interface Curve {
  min: number;
  max: number;
  y: Float32Array;
}

/** Everything the Density figure draws of one layer. */
export interface LayerPicture {
  layer: number;
  /** The typed sentence's own density at this layer. */
  sentence: Curve;
  /** All training sentences of all classes together. */
  pooled: Curve;
  /** The class the sentence is guessed to be of. */
  predicted: Curve;
  predictedClass: number;
  /** Of the predicted class; what lies at or beyond them is in the tails. */
  cutoffs: TailCutoffs;
  /** The sentence's values in the predicted class's tails, greatest magnitude first. */
  tails: TailValue[];
  /** Values in the bag. */
  count: number;
  /** Bandwidth of the sentence's density, in value units. */
  bandwidth: number;
}

/** One layer as it comes, for the strip of all layers: cut-offs of the pooled reference. */
export interface LayerSketch {
  layer: number;
  sentence: Curve;
  cutoffs: TailCutoffs;
  tailCount: number;
  count: number;
}

export interface ModeRanking {
  /** Total log-likelihood of each class over all layers, nats. [class] */
  logLikelihood: number[];
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
  modes: Record<ViewMode, ModeRanking>;
  picture: LayerPicture;
  /** Milliseconds: the model's own passes, and all of it. */
  modelMs: number;
  totalMs: number;
}

/** One level's matrix and scores: pairs, subjects or attributes. */
export interface LevelReport {
  name: string;
  labels: string[];
  /** Counts [true][predicted]. */
  confusion: number[][];
  precision: number[];
  recall: number[];
  f1: number[];
  macroF1: number;
  /** 95 %, bootstrap over test sentences. */
  macroF1Interval: Interval;
}

export interface ModeReport {
  path: {
    confusion: number[][];
    rankKAccuracy: number[];
    topKAccuracy: number[];
    macroF1: number;
    macroF1Interval: Interval;
  };
  /** One for each level of the paths: subject, attribute. */
  levels: LevelReport[];
  floorShare: number;
  meanTailCount: number;
  /** Most predicted classes first. */
  sinks: { path: string[]; predicted: number; share: number; excess: number }[];
  /** Scores without the test sentences that also stand in their class's training part. */
  withoutLeaks: { nTest: number; macroF1: number; levels: { name: string; macroF1: number }[] };
}

export interface Report {
  format: "tailscope-report";
  version: 1;
  model: { id: string; nLayers: number; dModel: number };
  data: { name: string; sha256: string; split: string };
  options: FitOptions;
  classes: string[][];
  nTest: number;
  nLeaks: number;
  modes: Record<string, ModeReport>;
  /** tails − full, macro F1, 95 % by the same bootstrap. Present when both modes were scored. */
  tailsMinusFull?: { name: string; difference: number; interval: Interval }[];
}

export interface EvaluateRequest {
  /** Held-out sentences of each class to score, the first ones; all of them where it is absent. */
  perClass?: number;
}

/** What the worker does for the page. Long calls report progress through a callback and stop when told to. */
export interface EngineApi {
  models(): Promise<ModelEntry[]>;
  /** Opens a model and its atlas; whatever was open before is closed. */
  open(id: string, choice: BackendChoice, onProgress: (progress: Progress) => void): Promise<OpenedModel>;
  /**
   * Guesses what a text is. The newest call wins: an older one that is still under way rejects with
   * failureKind "aborted". `onLayer` is told of each layer as it comes.
   */
  guess(text: string, layer: number, mode: ViewMode, onLayer: (sketch: LayerSketch) => void): Promise<Guess>;
  /** Another layer or mode of the text last guessed. */
  look(layer: number, mode: ViewMode): Promise<LayerPicture>;
  evaluate(request: EvaluateRequest, onProgress: (progress: Progress) => void): Promise<Report>;
  cancelEvaluate(): Promise<void>;
}
