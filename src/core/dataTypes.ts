import type { HandedBlob } from "./modelTypes.ts";
import type { FitOptions } from "./options.ts";

// Data sets, fits and kept atlases as they cross between the page and its worker.

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
