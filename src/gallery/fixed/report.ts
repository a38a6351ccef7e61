import type { Calibration, ModeReport, TailMap } from "../../core/api.ts";
import { shortLabel } from "../../plot/labels.ts";
import type { LayerSeries } from "../../plot/layerCurve.ts";
import { CLASSES } from "./contributions.ts";
import { N_LAYERS } from "./picture.ts";

// What the shipped report of mini-gpt2 does not hold, by formula.

/** F1 that rises and falls over the layers. */
export const fixedLayerSeries: LayerSeries[] = (["full", "tails"] as const).map((mode, i) => ({
  mode,
  points: Array.from({ length: N_LAYERS }, (_, layer) => ({
    layer,
    f1: (0.3 - 0.08 * i) * Math.sin((Math.PI * (layer + 1 + i)) / (N_LAYERS + 3)),
  })),
}));

/** 50 bins that fall off, and one sink far to the right. */
function binned(decay: number, sink: number): NonNullable<ModeReport["sinkHistogram"]> {
  const counts = Array.from({ length: 50 }, (_, i) => Math.round(60 * Math.exp(-i / decay)));
  counts[sink] = 1;
  return { edges: Array.from({ length: 51 }, (_, i) => i * 3), counts };
}

export const fixedSinkBins = [
  { mode: "full" as const, histogram: binned(3, 31) },
  { mode: "tails" as const, histogram: binned(6, 44) },
];

/** A model that is a little too sure of itself. */
export const fixedCalibration: Calibration = {
  temperature: 41.5,
  nFitted: 720,
  nJudged: 720,
  eceBefore: 0.62,
  ece: 0.043,
  reliability: Array.from({ length: 9 }, (_, i) => {
    const confidence = (i + 0.5) / 10;
    return { confidence, accuracy: confidence ** 1.15, n: 180 - 18 * i };
  }),
};

/** Early layers have little in their tails, and some classes more than others. */
export const fixedTailMap: TailMap & { labels: string[] } = {
  labels: CLASSES.map(shortLabel),
  floorShare: shares((row, layer) => 1 / (1 + Math.exp(0.7 * layer - 3 + Math.sin(row)))),
  meanTailCount: shares((row, layer) => 2 + 1.5 * layer + Math.cos(row)),
};

function shares(of: (row: number, layer: number) => number): number[][] {
  return Array.from({ length: CLASSES.length }, (_, row) =>
    Array.from({ length: N_LAYERS }, (_, layer) => of(row, layer)),
  );
}
