import { type Atlas, cutoffsOf, pooledClass } from "./atlas.ts";
import type { TailCutoffs } from "./tails.ts";

/** One layer of an atlas: the pooled reference's moments and cut-offs, and in how many classes a tail was found. */
export interface LayerSummary {
  layer: number;
  /** Values fitted, of all classes. */
  count: number;
  mean: number;
  std: number;
  min: number;
  max: number;
  cutoffs: TailCutoffs;
  /** Classes whose cut-off lies inside their own grid. */
  leftTails: number;
  rightTails: number;
}

export function atlasSummary(atlas: Atlas): LayerSummary[] {
  const pooled = pooledClass(atlas);
  return Array.from({ length: atlas.nLayers }, (_, layer) => {
    const row = pooled * atlas.nLayers + layer;
    const found = (inside: (cutoffs: TailCutoffs, row: number) => boolean) =>
      atlas.recipe.classes.filter((_, c) => inside(cutoffsOf(atlas, c, layer), c * atlas.nLayers + layer))
        .length;
    return {
      layer,
      count: atlas.count[row]!,
      mean: atlas.mean[row]!,
      std: atlas.std[row]!,
      min: atlas.gridMin[row]!,
      max: atlas.gridMax[row]!,
      cutoffs: cutoffsOf(atlas, pooled, layer),
      leftTails: found(({ left }, r) => left > atlas.gridMin[r]!),
      rightTails: found(({ right }, r) => right < atlas.gridMax[r]!),
    };
  });
}
