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

/**
 * What of the axes is worth seeing: all of the sentences, what is near them of the others, cut-offs within reach; or the
 * stretch that is asked for, as high as the curves rise there.
 */
export function densityDomain(
  picture: LayerPicture,
  yScale: "log" | "linear",
  zoom?: readonly [number, number],
): DensityDomain {
  const { pooled, predicted, cutoffs, classes = [], pinned } = picture;
  const bags = pinned ? [picture.sentence, pinned.sentence] : [picture.sentence];
  const sentence = {
    min: Math.min(...bags.map((bag) => bag.min)),
    max: Math.max(...bags.map((bag) => bag.max)),
  };
  const span = sentence.max - sentence.min || Math.abs(sentence.max) || 1;
  const references = [pooled, predicted, ...classes.map(({ curve }) => curve)].filter(
    (curve) => curve !== undefined,
  );
  const peak = [...bags, ...references].reduce((top, curve) => Math.max(top, peakOf(curve, zoom)), 0) || 1;
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
  if (zoom) [min, max] = zoom;
  for (const value of zoom ? [] : foundCutoffs(cutoffs, predicted)) {
    if (value < sentence.min - CUTOFF_REACH * span || value > sentence.max + CUTOFF_REACH * span) continue;
    min = Math.min(min, value - ROOM * 4 * span);
    max = Math.max(max, value + ROOM * 4 * span);
  }
  return {
    x: [min, max],
    y: yScale === "log" ? [floor, peak * 1.6] : [0, peak * 1.06],
    cutoffs: placeCutoffs(cutoffs, predicted, [min, max]),
  };
}

/** Where two cut-offs stand on an axis. `curve`: what they were found on. */
export function placeCutoffs(
  { left, right }: TailCutoffs,
  curve: Curve | undefined,
  [min, max]: readonly [number, number],
): [CutoffPlace, CutoffPlace] {
  const place = (value: number) => (value < min ? "below" : value > max ? "above" : "inside");
  return [
    { side: "left", value: left, found: isFound(left, curve), place: place(left) },
    { side: "right", value: right, found: isFound(right, curve), place: place(right) },
  ];
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

/** Its greatest density, within a stretch of values if told. */
export function peakOf({ min, max, y }: Curve, stretch?: readonly [number, number]): number {
  const perStep = (y.length - 1) / (max - min || 1);
  const first = stretch ? Math.max(0, Math.floor((stretch[0] - min) * perStep)) : 0;
  const last = stretch ? Math.min(y.length - 1, Math.ceil((stretch[1] - min) * perStep)) : y.length - 1;
  let peak = 0;
  for (let i = first; i <= last; i++) if (y[i]! > peak) peak = y[i]!;
  return peak;
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
