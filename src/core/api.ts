import type { Interval } from "./bootstrap.ts";
import type { FitOptions } from "./options.ts";
import type { ModelShape, TailValue } from "./seams.ts";
import type { TailCutoffs } from "./tails.ts";

// What crosses between the page and its worker: plain data, numbers in typed arrays, no sessions and no devices.

/**
 * A model on offer. `id` is what `plan` and `open` take: "mini-gpt2" (shipped), "owner/name" or "owner/name@revision" (hub),
 * "disk:name" (a folder, loose files or an .onnx that the person has handed over).
 */
export interface ModelEntry {
  id: string;
  title: string;
  kind: "shipped" | "hub" | "disk";
  /** All that is needed lies in this browser's cache, or beside the page. */
  offline: boolean;
  /** Its size, in words, where that is known before it is looked at. */
  about?: string;
}

/** As much of a Blob as is needed: a file of the person's, read in slices. */
export interface HandedBlob {
  readonly size: number;
  slice(begin?: number, end?: number): HandedBlob;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file handed over; `path` is relative to what was dropped or picked, with `/` between folders. */
export interface HandedFile {
  path: string;
  file: HandedBlob;
}

/** Where models are downloaded from and how they are kept. The token stays in memory. */
export interface HubSettings {
  /** Base address, no slash at its end: https://huggingface.co, or a mirror. */
  endpoint: string;
  /** For gated repositories; empty: none. Sent to the endpoint's own host and no other. */
  token: string;
  /** Keep F32 weights as F16 in the cache: half the bytes, not the same numbers. */
  storeF16: boolean;
  /** Bytes of memory that a model may take, where the person wants another bound than the machine's. */
  memoryBudget?: number;
}

/** How a model fits one backend of this machine. */
export interface Fit {
  how: "whole" | "paged" | "no";
  /** Bytes that opening it takes: weights in float32 and the embedding as stored; paged: what stays open. */
  memoryBytes: number;
  /** A sentence for people. */
  reason: string;
}

/** What opening a model would take, told before anything large is fetched. */
export interface ModelPlan {
  id: string;
  title: string;
  kind: ModelEntry["kind"];
  /** The commit that would be read. */
  revision?: string;
  architecture: ModelShape["architecture"];
  nLayers: number;
  dModel: number;
  nHeads: number;
  nCtx: number;
  dVocab: number;
  bosTokenId: number;
  /** Element type that the weights are stored as: "F32", "F16", "BF16", or several. */
  dtype: string;
  /** Of the tensors that are used, as stored. */
  weightsBytes: number;
  bytesPerLayer: number;
  /** Of them, still to be downloaded. */
  downloadBytes: number;
  fits: Record<BackendStatus["backend"], Fit>;
  /** Revisions that are steps of its training, in order, where it has them. */
  steps?: string[];
  /** Bytes that the browser's storage still takes, where it tells; undefined for models that are not cached. */
  storageRoom?: number;
  /** What else should be known before opening it, a sentence each. */
  notes: string[];
}

/** A model in the cache. */
export interface CachedModel {
  repo: string;
  commit: string;
  /** The branches and tags that were asked for and led to this commit. */
  revisions: string[];
  bytes: number;
  /** Everything that a model needs is there. */
  complete: boolean;
  /** Kept as F16 although the repository has F32. */
  asF16: boolean;
}

export interface CacheReport {
  models: CachedModel[];
  /** Bytes in use and still free, where the browser tells. */
  used: number;
  room?: number;
  /** The browser has promised not to clear it by itself. */
  persistent: boolean;
}

/** A graph's value that is taken for a layer's residual stream. */
export interface Tap {
  layer: number;
  /** Name of the value in the graph. */
  value: string;
}

/** What was found in an .onnx file. */
export interface TapList {
  taps: Tap[];
  /** Every value that could be a layer's residual stream, in graph order. */
  candidates: string[];
}

/** How a loaded model was checked and what it takes; the panel shows it and it is copied as a report. */
export interface SelfCheck {
  model: string;
  revision?: string;
  source: string;
  backend: string;
  reason: string;
  adapter?: string;
  threads: number;
  /** Element type of the weights as read, and that they are computed in. */
  dtype: string;
  computedIn: string;
  weightsSha256: string;
  nLayers: number;
  dModel: number;
  /** The sentence that was run. */
  probe: string;
  nTokens: number;
  /**
   * Greatest |difference| of the active backend from WASM over a layer's greatest |value|, worst layer; undefined where WASM
   * is the active backend and there is nothing to compare it with.
   */
  maxError?: number;
  /** The same of weights kept as F16 from those kept as F32, where the model is kept so and it was measured. */
  f16Error?: number;
  /** Layer whose error is greatest. */
  worstLayer?: number;
  /** A sentence: passed, failed and what to do, or why it was not compared. */
  verdict: string;
  passed: boolean;
  ms: { firstLayer: number; lastLayer: number; probe: number };
  memory: { weightsBytes: number; residentLayers: number; paged: boolean; heapBytes?: number };
  userAgent: string;
  version: string;
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
  kind: ModelEntry["kind"];
  /** The atlas it guesses with; a model without one shows its layers and guesses nothing. */
  atlas?: {
    classes: string[][];
    options: FitOptions;
    dataName: string;
    dataSha256: string;
    nTrain: number;
    split: string;
  };
  /** Held-out sentences that Evaluate can score. */
  nHeldOut: number;
  /** Of an .onnx file: where its layers were found. */
  taps?: TapList;
}

/** Once the last layer has come. */
export interface LoadedModel {
  shape: ModelShape;
  /** Layers that stay open; fewer than nLayers: the others are opened and closed in turn. */
  residentLayers: number;
  /** What happened that should be known, a sentence each: paged, not cached, kept as F16. */
  notes: string[];
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
  /** Without an atlas, rankings of nothing. */
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
  /** Shares of sentences whose k-th ranked pair has the true category (the study's "top_k" of a dimension), for k = 1… */
  rankKAccuracy?: number[];
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
  /** Scores without leaks and without texts that stand more than once anywhere. */
  withoutRepeats?: { nTest: number; macroF1: number; levels: { name: string; macroF1: number }[] };
  /** Column sums of the pair matrix in 50 bins: `edges` [51], `counts` [50]. */
  sinkHistogram?: { edges: number[]; counts: number[] };
  /** Of each layer alone. [layer] */
  layers?: { layer: number; macroF1: number; levels: { name: string; macroF1: number }[] }[];
  tailMap?: TailMap;
  calibration?: Calibration;
}

/** Tails by class and layer: where a mode has too few values to speak. Arrays [class][layer]. */
export interface TailMap {
  floorShare: number[][];
  meanTailCount: number[][];
}

/** Log-likelihood differences turned into probabilities by one temperature, fitted on half of the test sentences. */
export interface Calibration {
  temperature: number;
  nFitted: number;
  nJudged: number;
  /** Expected calibration error of the judged half, before (temperature 1) and after. */
  eceBefore: number;
  ece: number;
  /** Bins of confidence of the judged half; empty bins are left out. */
  reliability: { confidence: number; accuracy: number; n: number }[];
}

export interface Report {
  format: "tailscope-report";
  version: 1;
  /** `revision`: the commit, of a model from a hub. */
  model: { id: string; revision?: string; nLayers: number; dModel: number };
  data: { name: string; sha256: string; split: string };
  options: FitOptions;
  classes: string[][];
  nTest: number;
  nLeaks: number;
  nRepeats?: number;
  /** The layers that were scored, where not all were. */
  layersUsed?: number[];
  modes: Record<string, ModeReport>;
  /** tails − full, macro F1, 95 % by the same bootstrap. Present when both modes were scored. */
  tailsMinusFull?: { name: string; difference: number; interval: Interval }[];
}

export interface EvaluateRequest {
  /** Held-out sentences of each class to score, the first ones; all of them where it is absent. */
  perClass?: number;
}

/** A data set handed over: a file, pasted text, or an address. */
export interface DataInput {
  name: string;
  source: HandedBlob | { text: string } | { url: string };
}

/** How a data set is divided. */
export type SplitChoice =
  | { kind: "seed"; seed: number; testShare: number }
  | { kind: "file"; name: string; file: HandedBlob }
  /** All of it trains; the test sentences are another file's. */
  | { kind: "test"; name: string; file: HandedBlob };

export interface ClassPreview {
  path: string[];
  nTrain: number;
  nTest: number;
}

/** What is in a data set, before anything is fitted on it. */
export interface DataPreview {
  name: string;
  sha256: string;
  split: string;
  levels: { name: string; labels: string[] }[];
  classes: ClassPreview[];
  nTrain: number;
  nTest: number;
  /** Texts that stand more than once, after normalisation: within their class, and in several classes. */
  repeatsWithin: number;
  repeatsAcross: number;
  /** Distinct texts that stand more than once anywhere, to the letter: METHOD §5 counts 328 in the study's data. */
  identicalRepeats?: number;
  /** Test sentences that also stand in their own class's training part, to the letter: METHOD §5's 140. */
  leaks: number;
  /** The same after normalisation: what reports leave out. */
  nearLeaks?: number;
  empty: number;
  /** Scripts by the number of sentences mostly written in them, most first. */
  scripts: { script: string; sentences: number }[];
  /** What should be known before fitting, a sentence each. */
  warnings: string[];
}

/** A fit that was begun and is not finished: it can be gone on with. */
export interface SavedFit {
  id: string;
  modelId: string;
  dataName: string;
  done: number;
  classes: number;
}

/** An atlas that this browser keeps. */
export interface SavedAtlas {
  id: string;
  name: string;
  modelId: string;
  dataName: string;
  nTrain: number;
  nClasses: number;
  bytes: number;
  options: FitOptions;
}

export interface FitRequest {
  options: FitOptions;
  /** Name of the atlas in the list. */
  name: string;
}

/** A test sentence in a cell of a confusion matrix. */
export interface CellSentence {
  text: string;
  truth: string[];
  predicted: string[];
  leaked: boolean;
}

/** What the worker does for the page. Long calls report progress through a callback and stop when told to. */
export interface EngineApi {
  /** Shipped models, the study's six, and what is in the cache or was handed over. */
  models(): Promise<ModelEntry[]>;
  /** Where models come from, from now on. @throws Failure("usage") where the endpoint is no web address */
  setHub(settings: HubSettings): Promise<void>;
  /** What opening a model would take: reads its config and the headers of its weights, no more. */
  plan(id: string): Promise<ModelPlan>;
  /**
   * Opens a model, and its atlas where it has one; whatever was open before is closed. Resolves when the first layer can
   * run; `onProgress` is told of the rest until `loaded` resolves. A newer call makes an older one reject as "aborted".
   */
  open(id: string, choice: BackendChoice, onProgress: (progress: Progress) => void): Promise<OpenedModel>;
  /** The last layer of the open model has come. Rejects with what stopped it. */
  loaded(): Promise<LoadedModel>;
  /** Gives up a model that is being opened; what was downloaded stays in the cache. */
  cancelOpen(): Promise<void>;
  /** Runs the probe sentence on the open model, and on WASM besides where another backend is active. */
  selfCheck(onProgress: (progress: Progress) => void): Promise<SelfCheck>;
  /** Files handed over: a folder in the Hugging Face layout (paths relative to it), loose files, or an .onnx with its data. */
  addFiles(name: string, files: HandedFile[]): Promise<ModelEntry>;
  /** Another choice of an .onnx model's layers; opens it anew on the next `open`. */
  setTaps(id: string, taps: Tap[]): Promise<void>;
  /** An atlas fitted elsewhere, for the open model. @throws Failure("mismatch" | "bad-file") */
  useAtlas(name: string, file: HandedBlob): Promise<OpenedModel>;
  cache(): Promise<CacheReport>;
  /** Removes one commit of a repository from the cache; the open model goes on running. */
  removeCached(repo: string, commit: string): Promise<void>;
  /**
   * Guesses what a text is. The newest call wins: an older one that is still under way rejects with
   * failureKind "aborted". `onLayer` is told of each layer as it comes.
   */
  guess(text: string, layer: number, mode: ViewMode, onLayer: (sketch: LayerSketch) => void): Promise<Guess>;
  /** Another layer or mode of the text last guessed. */
  look(layer: number, mode: ViewMode): Promise<LayerPicture>;
  evaluate(request: EvaluateRequest, onProgress: (progress: Progress) => void): Promise<Report>;
  cancelEvaluate(): Promise<void>;
  /** Takes a data set for fitting and evaluating, divided as asked; `undefined`: our own sentences. Kept until another is taken. */
  takeData(input: DataInput | undefined, split: SplitChoice | undefined): Promise<DataPreview>;
  /** Fits an atlas of the open model on the data taken, goes on with it where it was begun before, keeps it and uses it. */
  fit(request: FitRequest, onProgress: (progress: Progress) => void): Promise<OpenedModel>;
  /** Stops a fit after the class under way; `fit` with the same request goes on from there. */
  pauseFit(): Promise<void>;
  /** Fits that were begun and not finished, of any model. */
  fits(): Promise<SavedFit[]>;
  removeFit(id: string): Promise<void>;
  atlases(): Promise<SavedAtlas[]>;
  /** Uses a kept atlas with the open model. */
  useSavedAtlas(id: string): Promise<OpenedModel>;
  renameAtlas(id: string, name: string): Promise<void>;
  removeAtlas(id: string): Promise<void>;
  /** The file, to be saved elsewhere. */
  exportAtlas(id: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Keeps an atlas file in the list. */
  importAtlas(name: string, file: HandedBlob): Promise<SavedAtlas>;
  /** The last evaluation, scored by these layers only: no pass over the model. */
  reportOfLayers(layers: number[]): Promise<Report>;
  /** Test sentences of the last evaluation in one cell; `level` 0…: a category, -1: pairs. */
  cellSentences(mode: string, level: number, truth: number, predicted: number): Promise<CellSentence[]>;
}
