import type { LayerPicture, LayerSketch } from "../../core/api.ts";
import type { TailValue } from "../../core/seams.ts";
import { curveOf, logisticDensity, logisticQuantile, normalDensity } from "./curves.ts";

export const N_LAYERS = 12;
export const D_MODEL = 256;

/** Of the logistic distribution that a layer's values follow: later layers are wider. */
const scaleOf = (layer: number) => 0.3 + 0.09 * layer;
const locationOf = (layer: number) => 0.04 * Math.sin(layer);

/** Odd steps through 256 meet every place once: dimensions in no order, that wander a little from layer to layer. */
const placeOf = (dimension: number, layer: number) => (dimension * 97 + layer * 2) % D_MODEL;

/** The value of a place: logistic in the middle, and heavier than that in the tails. */
function valueIn(place: number, layer: number): number {
  const u = logisticQuantile((place + 0.5) / D_MODEL, 0, 1);
  return locationOf(layer) + scaleOf(layer) * u * (1 + (u / 10) ** 2);
}

/** What a dimension is at a layer: each place is taken once. */
export function valueAt(layer: number, dimension: number): number {
  return valueIn(placeOf(dimension, layer), layer);
}

export function cutoffsAt(layer: number) {
  const scale = scaleOf(layer);
  return { left: -3.4 * scale, right: 3.1 * scale };
}

function tailsAt(layer: number): TailValue[] {
  const { left, right } = cutoffsAt(layer);
  return Array.from({ length: D_MODEL }, (_, dimension) => ({ dimension, value: valueAt(layer, dimension) }))
    .filter(({ value }) => value <= left || value >= right)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/** Everything that Density draws of a layer, by formula. */
export function fixedPicture(layer: number): LayerPicture {
  const [location, scale] = [locationOf(layer), scaleOf(layer)];
  const reach = 9 * scale;
  return {
    layer,
    sentence: curveOf((value) => logisticDensity(value, location, scale), -reach, reach),
    pooled: curveOf((value) => normalDensity(value, 0, 2.1 * scale), -reach, reach),
    predicted: curveOf((value) => logisticDensity(value, 0.3 * scale, 1.12 * scale), -reach, reach),
    predictedClass: 0,
    cutoffs: cutoffsAt(layer),
    tails: tailsAt(layer),
    count: D_MODEL,
    bandwidth: 0.35 * scale,
    quantiles: Float32Array.from({ length: D_MODEL }, (_, place) => valueIn(place, layer)),
    logistic: { location, scale },
    classes: [
      {
        index: 1,
        curve: curveOf((value) => logisticDensity(value, -0.5 * scale, 0.9 * scale), -reach, reach),
      },
      { index: 2, curve: curveOf((value) => normalDensity(value, 0.8 * scale, 1.7 * scale), -reach, reach) },
    ],
  };
}

export function fixedSketch(layer: number): LayerSketch {
  const { sentence, cutoffs, tails, count } = fixedPicture(layer);
  const tokenTails = [3, 9, 14, 6, 21, tails.length];
  return { layer, sentence, cutoffs, tails, tailCount: tails.length, count, tokenTails };
}

export const fixedSketches = (): LayerSketch[] =>
  Array.from({ length: N_LAYERS }, (_, layer) => fixedSketch(layer));
