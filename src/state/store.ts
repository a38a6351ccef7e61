import { createStore } from "zustand/vanilla";
import type {
  BackendChoice,
  CacheReport,
  CellSentence,
  DataPreview,
  DimensionProfile,
  Guess,
  HubSettings,
  KernelTimes,
  LayerPicture,
  LayerSketch,
  LoadedModel,
  ModelEntry,
  ModelPlan,
  OpenedModel,
  PinnedGuess,
  Progress,
  Report,
  SavedAtlas,
  SavedFit,
  SelfCheck,
  ViewMode,
} from "../core/api.ts";
import type { FitOptions } from "../core/options.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { EXAMPLES } from "./examples.ts";
import { DEFAULT_FIT_FORM, type FitForm } from "./fitForm.ts";
import type { ShownLeaders } from "./leaders.ts";
import type { Study } from "./study.ts";

export type Tab = "explore" | "evaluate" | "fit" | "compare" | "models" | "method";

export type Language = "en" | "es" | "ja";

/** A dimension, class or layer that is pointed at in one figure and lit in all. */
export interface Pointed {
  layer?: number | undefined;
  /** Index in the atlas. */
  classIndex?: number | undefined;
  dimension?: number | undefined;
}

/** How the pair matrix is ordered: by category, by how much each class swallows, or so that those mistaken for each other meet. */
export type MatrixSort = "category" | "sink" | "cluster";

/** The part of the screen that a link carries. */
export interface View {
  tab: Tab;
  /** Undefined: the first of the models, or none where the person stopped one. */
  model: string | undefined;
  backend: BackendChoice;
  /** F16 matrices on the GPU, where it can. */
  half: boolean;
  /** Undefined: the last one. */
  layer: number | undefined;
  mode: ViewMode;
  text: string;
  /** The token whose values are taken; undefined: what the atlas pools. */
  token: number | undefined;
  /** A second sentence to compare with. */
  pinned: string | undefined;
  /** Classes whose densities are drawn besides, by index. */
  pinnedClasses: readonly number[];
  /** The `fixed` rule, where its lines were dragged. */
  fixed: TailCutoffs | undefined;
  yScale: "log" | "linear";
  /** The stretch of values on show in Density; undefined: all. */
  zoom: readonly [number, number] | undefined;
  /** Which matrix is on show. `level`: "pair", or the name of a level. */
  matrix: Matrix;
  language: Language;
}

export type MatrixShow = ViewMode | "both" | "difference";

export interface Matrix {
  level: string;
  show: MatrixShow;
  sort: MatrixSort;
}

/** One sentence for people, and what to try again, if that may help. */
export interface Trouble {
  message: string;
  retry?: "start" | "plan" | "open" | "guess" | "evaluate" | "data" | "fit";
}

/** A report of this session, or one that was handed over. */
export interface KeptReport {
  /** What it is called in the list. */
  name: string;
  report: Report;
}

/** One cell of a confusion matrix and its sentences, once they are there. */
export interface OpenCell {
  mode: ViewMode;
  /** "pair", or the name of a level. */
  level: string;
  row: number;
  column: number;
  trueLabel: string;
  predictedLabel: string;
  sentences: CellSentence[] | undefined;
}

/** What the screen shows: no sessions, no devices, no raw activations. */
export interface Screen extends View {
  models: ModelEntry[];
  opened: OpenedModel | undefined;
  /** The name it was opened by: that of `model` once that has been opened. */
  openedId: string | undefined;
  /** While a model is being opened, until its first layer can run. */
  opening: Progress | undefined;
  /** While the layers after the first are still coming in. */
  loading: Progress | undefined;
  /** Once every layer is there. */
  loaded: LoadedModel | undefined;
  /** The model whose plan the Models tab shows: nothing of it is downloaded until the person says so. */
  considered: string | undefined;
  /** What opening it would take; of another revision while that of the considered one is being read. */
  plan: ModelPlan | undefined;
  /** While a plan is being read. */
  planning: boolean;
  hub: HubSettings;
  cache: CacheReport | undefined;
  /** Names of what was opened from this machine before and can be opened again. */
  remembered: string[];
  check: SelfCheck | undefined;
  checking: Progress | undefined;
  /** Each kernel of what is typed is timed, where there is a GPU. */
  timesKernels: boolean;
  /** Of the sentence read last. */
  kernelTimes: KernelTimes | undefined;
  /** While a sentence is being read. */
  reading: boolean;
  /** While that takes its time: what the layers read so far lean to. */
  leaders: ShownLeaders | undefined;
  /** Of the text read last; kept while a newer one is being read. */
  guess: Guess | undefined;
  /** The layer on show, and the mode it was drawn for. */
  picture: { of: LayerPicture; mode: ViewMode } | undefined;
  /** [layer]; holes where a layer has not come yet. */
  sketches: (LayerSketch | undefined)[];
  /** Held-out sentences of each class to score. Undefined: all. */
  perClass: number | undefined;
  evaluating: Progress | undefined;
  report: Report | undefined;
  /** The same evaluation by all layers, where `report` is by some of them; else it is `report`. */
  wholeReport: Report | undefined;
  /** While a report by other layers is being made. */
  rescoring: boolean;
  /** The cell whose sentences are listed. */
  cell: OpenCell | undefined;
  /** What is typed on the Fit tab; nothing of it counts before it is asked for. */
  fitForm: FitForm;
  /** The data taken for fitting. */
  data: DataPreview | undefined;
  /** While a data set is being read. */
  takingData: boolean;
  /** While an atlas is being fitted. */
  fitting: Progress | undefined;
  /** Begun and not finished. */
  begunFits: SavedFit[];
  atlases: SavedAtlas[];
  /** Options of the atlas that the open model came with. */
  modelOptions: FitOptions | undefined;
  /** Reports side by side. */
  compared: KeptReport[];
  /** The whole study, run from the page. */
  study: Study;
  /** Pointed at now. */
  pointed: Pointed;
  /** How often the view was put right without being asked: no step to go back to. */
  adjusted: number;
  /** How dimensions stand over many sentences, once they were read. */
  profile: DimensionProfile | undefined;
  /** While they are being read. */
  profiling: Progress | undefined;
  /** Guess of the pinned sentence, once it is there. */
  pinnedGuess: PinnedGuess | undefined;
  /** Its layers, where they were seen. [layer] */
  pinnedSketches: readonly (LayerSketch | undefined)[];
  /** Step of the guided tour on show. */
  tourStep: number | undefined;
  trouble: Trouble | undefined;
  /** Something that was done differently than asked, in one sentence. */
  notice: string | undefined;
  /** A newer version of the page waits to take this one's place. */
  newVersion: boolean;
}

export const DEFAULT_VIEW: View = {
  tab: "explore",
  model: undefined,
  backend: "auto",
  half: false,
  layer: undefined,
  mode: "full",
  text: EXAMPLES[0]!.text,
  token: undefined,
  pinned: undefined,
  pinnedClasses: [],
  fixed: undefined,
  yScale: "log",
  zoom: undefined,
  matrix: { level: "pair", show: "full", sort: "category" },
  language: "en",
};

export const DEFAULT_ENDPOINT = "https://huggingface.co";

export const store = createStore<Screen>()(() => ({
  ...DEFAULT_VIEW,
  models: [],
  opened: undefined,
  openedId: undefined,
  opening: undefined,
  loading: undefined,
  loaded: undefined,
  considered: undefined,
  plan: undefined,
  planning: false,
  hub: { endpoint: DEFAULT_ENDPOINT, token: "", storeF16: false },
  cache: undefined,
  remembered: [],
  check: undefined,
  checking: undefined,
  timesKernels: false,
  kernelTimes: undefined,
  reading: false,
  leaders: undefined,
  guess: undefined,
  picture: undefined,
  sketches: [],
  perClass: 3,
  evaluating: undefined,
  report: undefined,
  wholeReport: undefined,
  rescoring: false,
  cell: undefined,
  fitForm: DEFAULT_FIT_FORM,
  data: undefined,
  takingData: false,
  fitting: undefined,
  begunFits: [],
  atlases: [],
  modelOptions: undefined,
  compared: [],
  study: { leftOut: [], progress: undefined, outcomes: {}, ended: undefined },
  pointed: {},
  adjusted: 0,
  profile: undefined,
  profiling: undefined,
  pinnedGuess: undefined,
  pinnedSketches: [],
  tourStep: undefined,
  trouble: undefined,
  notice: undefined,
  newVersion: false,
}));
