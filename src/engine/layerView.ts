import { type Atlas, cutoffsOf, ruleOf } from "../core/atlas.ts";
import { bandwidth } from "../core/bandwidth.ts";
import { countNonFinite, requireFinite } from "../core/finite.ts";
import { linspaceF32 } from "../core/grid.ts";
import { kde } from "../core/kde.ts";
import { moments } from "../core/moments.ts";
import type { Mode } from "../core/options.ts";
import type { LayerView } from "../core/seams.ts";
import { tailsOfBag } from "../core/tailValues.ts";

/** The picture of a bag of values at a layer, tails by the cut-offs of a class. @throws Failure("bad-data") */
export function layerView(
  values: Float32Array,
  atlas: Atlas,
  layer: number,
  classIndex: number,
  mode: Mode,
  gridPoints = atlas.recipe.options.gridPoints,
): LayerView {
  const { bandwidthScale, prependBos } = atlas.recipe.options;
  requireFinite(countNonFinite(values), values.length, layer);
  const m = moments(values);
  const h = m.max > m.min ? bandwidth(m.count, m.sampleStd, bandwidthScale) : 0;
  const k = mode.kind === "std" ? mode.k : undefined;
  const cutoffs = cutoffsOf(atlas, classIndex, layer, k);
  const rule = ruleOf(atlas, k);
  const tails = tailsOfBag(values, atlas.recipe.model.dModel, cutoffs, rule, prependBos);
  const y =
    h > 0
      ? Float32Array.from(kde(values, linspaceF32(m.min, m.max, gridPoints), h))
      : new Float32Array(gridPoints);
  const { min: gridMin, max: gridMax, mean, std, count } = m;
  return { layer, gridMin, gridMax, y, mean, std, bandwidth: h, cutoffs, tails, count };
}
