import type { Curve, LayerPicture } from "../core/api.ts";
import type { TailCutoffs } from "../core/tails.ts";

/** Bottom of the logarithmic axis: the densityFloor ε of METHOD §4. */
export const LOG_FLOOR = 1e-6;

/** How far the axis goes beyond the sentence's own range, in its spans: for curves, and for a cut-off. */
const CURVE_REACH = 0.2;
const CUTOFF_REACH = 0.5;
const ROOM = 0.015;

export interface CutoffPlace {
  side: "left" | "right";
  value: number;
  /** False where the walk ended at the curve's end: nothing was found. */
  found: boolean;
  /** On the axis, or beyond which end of it. */
  place: "inside" | "below" | "above";
}

export interface DensityDomain {
  x: [number, number];
  y: [number, number];
  cutoffs: [CutoffPlace, CutoffPlace];
}

/** What of the axes is worth seeing: all of the sentence, what is near it of the others, cut-offs within reach. */
export function densityDomain(picture: LayerPicture, yScale: "log" | "linear"): DensityDomain {
  const { sentence, pooled, predicted, cutoffs } = picture;
  const span = sentence.max - sentence.min || Math.abs(sentence.max) || 1;
  const references = [pooled, predicted].filter((curve) => curve !== undefined);
  const peak = [sentence, ...references].reduce((top, curve) => Math.max(top, peakOf(curve)), 0) || 1;
  const floor = yScale === "log" ? Math.min(LOG_FLOOR, peak / 1e3) : peak / 200;

  const extents = references.map((curve) => visibleExtent(curve, floor));
  const lows = extents.map(([low]) => low);
  const highs = extents.map(([, high]) => high);
  let min = Math.min(
    sentence.min - ROOM * span,
    Math.max(sentence.min - CURVE_REACH * span, Math.min(...lows)),
  );
  let max = Math.max(
    sentence.max + ROOM * span,
    Math.min(sentence.max + CURVE_REACH * span, Math.max(...highs)),
  );
  for (const value of foundCutoffs(cutoffs, predicted)) {
    if (value < sentence.min - CUTOFF_REACH * span || value > sentence.max + CUTOFF_REACH * span) continue;
    min = Math.min(min, value - ROOM * 4 * span);
    max = Math.max(max, value + ROOM * 4 * span);
  }
  const place = (value: number) => (value < min ? "below" : value > max ? "above" : "inside");
  return {
    x: [min, max],
    y: yScale === "log" ? [floor, peak * 1.6] : [0, peak * 1.06],
    cutoffs: [
      {
        side: "left",
        value: cutoffs.left,
        found: isFound(cutoffs.left, predicted),
        place: place(cutoffs.left),
      },
      {
        side: "right",
        value: cutoffs.right,
        found: isFound(cutoffs.right, predicted),
        place: place(cutoffs.right),
      },
    ],
  };
}

function foundCutoffs(cutoffs: TailCutoffs, curve: Curve | undefined): number[] {
  return [cutoffs.left, cutoffs.right].filter((value) => isFound(value, curve));
}

/** A cut-off at the curve's end means that the walk met no minimum. Without a class's curve none was walked for. */
function isFound(value: number, curve: Curve | undefined): boolean {
  if (curve === undefined) return true;
  const tolerance = 1e-6 * (curve.max - curve.min);
  return value > curve.min + tolerance && value < curve.max - tolerance;
}

function peakOf(curve: Curve): number {
  return curve.y.reduce((top, y) => Math.max(top, y), 0);
}

/** From the first to the last grid point at or above `floor`. */
export function visibleExtent(curve: Curve, floor: number): [number, number] {
  const first = curve.y.findIndex((y) => y >= floor);
  const last = curve.y.findLastIndex((y) => y >= floor);
  return first < 0 ? [curve.min, curve.min] : [gridValue(curve, first), gridValue(curve, last)];
}

/** Value at a grid point. */
export function gridValue(curve: Curve, index: number): number {
  const steps = curve.y.length - 1;
  return steps === 0 ? curve.min : curve.min + ((curve.max - curve.min) * index) / steps;
}
