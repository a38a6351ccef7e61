import type {
  CellSentence,
  DataInput,
  DataPreview,
  EvaluateRequest,
  FitRequest,
  SavedAtlas,
  SavedFit,
  SplitChoice,
} from "./dataTypes.ts";
import type {
  AtlasCalibration,
  DimensionProfile,
  Guess,
  GuessRequest,
  LayerSketch,
  Look,
  LookAt,
  PinnedGuess,
  ViewMode,
} from "./guessTypes.ts";
import type { KernelTimes } from "./kernelTimes.ts";
import type {
  CacheReport,
  HandedBlob,
  HandedFile,
  HubSettings,
  ModelEntry,
  ModelPlan,
  SelfCheck,
  Tap,
  TapList,
} from "./modelTypes.ts";
import type { FitOptions } from "./options.ts";
import type { Report } from "./reportTypes.ts";
import type { ModelShape } from "./seams.ts";

export type * from "./dataTypes.ts";
export type * from "./guessTypes.ts";
export type * from "./kernelTimes.ts";
export type * from "./modelTypes.ts";
export type * from "./reportTypes.ts";

// What crosses between the page and its worker: plain data, numbers in typed arrays, no sessions and no devices.

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

/** F16 matrices on the GPU, computed with in float32: half the memory. */
export interface HalfStatus {
  state: "on" | "off" | "impossible";
  /** Why they can't be, or were given up: a sentence for people. */
  reason?: string;
}

/**
 * The GPU was lost, refused its work or was found wanting; what is open now goes on with all that was typed, pinned, fitted and
 * taken. Where it could not be opened anew nothing is open.
 */
export interface BackendChange {
  /** `lost`: set up anew on the GPU. The second time within a minute, or where its self-check failed and nobody had asked for it: on WASM. */
  cause:
    | "lost"
    | "lost-twice"
    | "refused"
    | "not-reopened"
    | "failed-check"
    | "kept-after-failed-check"
    | "failed-half";
  /** Absent while the model is only being opened. */
  opened?: OpenedModel;
  /** Of `not-reopened`: why, a sentence for people. */
  message?: string;
}

/** A model that is open and ready to guess. */
export interface OpenedModel {
  shape: ModelShape;
  status: BackendStatus;
  half: HalfStatus;
  kind: ModelEntry["kind"];
  /** The atlas it guesses with; a model without one shows its layers and guesses nothing. */
  atlas?: {
    classes: string[][];
    options: FitOptions;
    dataName: string;
    dataSha256: string;
    nTrain: number;
    split: string;
    /** Present where the atlas carries it. */
    calibration?: Partial<Record<ViewMode, AtlasCalibration>>;
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

/** What the worker does for the page. Long calls report progress through a callback and stop when told to. */
export interface EngineApi {
  /** Shipped models, the study's six, and what is in the cache or was handed over. */
  models(): Promise<ModelEntry[]>;
  /** Where models come from, from now on. @throws Failure("usage") where the endpoint is no web address */
  setHub(settings: HubSettings): Promise<void>;
  /** What opening a model would take (with F16 matrices, where these are wanted): reads its config and the headers of its weights, no more. */
  plan(id: string, half: boolean): Promise<ModelPlan>;
  /**
   * Opens a model, and its atlas where it has one; whatever was open before is closed. Resolves when the first layer can
   * run; `onProgress` is told of the rest until `loaded` resolves. A newer call makes an older one reject as "aborted".
   * `half`: with F16 matrices on the GPU, where that is possible.
   */
  open(
    id: string,
    choice: BackendChoice,
    onProgress: (progress: Progress) => void,
    half?: boolean,
  ): Promise<OpenedModel>;
  /** Tells of each change of the backend that nobody asked for. */
  onBackendChange(tell: (change: BackendChange) => void): Promise<void>;
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
  guess(request: GuessRequest, onLayer: (sketch: LayerSketch) => void): Promise<Guess>;
  /** Times every kernel of the texts guessed from now on, or no more; on WASM nothing is timed. */
  timeKernels(on: boolean): Promise<void>;
  /** Of what ran since the last guess was asked for, or since they were read; undefined where nothing is timed. */
  kernelTimes(): Promise<KernelTimes | undefined>;
  /** The text last guessed at another layer, in another mode, beside other classes, by another rule. */
  look(at: LookAt): Promise<Look>;
  /** Keeps another sentence to compare with: `LayerPicture.pinned` of what is looked at next. `undefined` lets it go. */
  pin(request: GuessRequest | undefined): Promise<PinnedGuess | undefined>;
  /** Reads at most `nSentences` held-out sentences (our own ones without an atlas), a few of each class; kept until model or atlas change. */
  dimensionProfile(nSentences: number, onProgress: (progress: Progress) => void): Promise<DimensionProfile>;
  cancelProfile(): Promise<void>;
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
