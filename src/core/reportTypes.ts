import type { Interval } from "./bootstrap.ts";
import type { FitOptions } from "./options.ts";

// A report, as it is written to report.json and as the page shows it.

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
  /** `revision`: the commit, of a model from a hub; `roundedTo`: its weights, when its atlas was fitted. */
  model: { id: string; revision?: string; nLayers: number; dModel: number; roundedTo?: "F16" };
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
