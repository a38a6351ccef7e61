import { createStore } from "zustand/vanilla";
import type {
  BackendChoice,
  Guess,
  LayerPicture,
  LayerSketch,
  ModelEntry,
  OpenedModel,
  Progress,
  Report,
  ViewMode,
} from "../core/api.ts";
import { EXAMPLES } from "./examples.ts";

export type Tab = "explore" | "evaluate";

/** The part of the screen that a link carries. */
export interface View {
  tab: Tab;
  /** Undefined: the first of the models. */
  model: string | undefined;
  backend: BackendChoice;
  /** Undefined: the last one. */
  layer: number | undefined;
  mode: ViewMode;
  text: string;
}

export type MatrixShow = ViewMode | "both";

/** One sentence for people, and what to try again, if that may help. */
export interface Trouble {
  message: string;
  retry?: "start" | "open" | "guess" | "evaluate";
}

/** What the screen shows: no sessions, no devices, no raw activations. */
export interface Screen extends View {
  models: ModelEntry[];
  opened: OpenedModel | undefined;
  /** While a model is being opened. */
  opening: Progress | undefined;
  /** While a sentence is being read. */
  reading: boolean;
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
  /** Which matrix is on show. `level`: "pair", or the name of a level. */
  matrix: { level: string; show: MatrixShow };
  trouble: Trouble | undefined;
  /** Something that was done differently than asked, in one sentence. */
  notice: string | undefined;
}

export const DEFAULT_VIEW: View = {
  tab: "explore",
  model: undefined,
  backend: "auto",
  layer: undefined,
  mode: "full",
  text: EXAMPLES[0]!.text,
};

export const store = createStore<Screen>()(() => ({
  ...DEFAULT_VIEW,
  models: [],
  opened: undefined,
  opening: undefined,
  reading: false,
  guess: undefined,
  picture: undefined,
  sketches: [],
  perClass: 3,
  evaluating: undefined,
  report: undefined,
  matrix: { level: "pair", show: "full" },
  trouble: undefined,
  notice: undefined,
}));
