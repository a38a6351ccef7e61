import { ascending } from "./ascending.ts";
import { type Atlas, cutoffsOf, densityRow, ruleOf } from "./atlas.ts";
import { logLikelihoodSorted } from "./logLikelihood.ts";
import type { Mode } from "./options.ts";
import type { ModeScores } from "./seams.ts";

/** Room for one sentence's scores under every class × layer, one entry a mode. */
export function emptyScores(atlas: Atlas, modes: readonly Mode[]): ModeScores[] {
  const n = atlas.recipe.classes.length * atlas.nLayers;
  return modes.map(() => ({ logLikelihood: new Float64Array(n), tailCount: new Float64Array(n) }));
}

/**
 * Scores a bag of values at one layer under every class, in all modes; one pass over the values serves `full` and one tails
 * mode. `values` [n]; fills row class * nLayers + layer of each `into`.
 */
export function scoreLayer(
  values: Float32Array,
  atlas: Atlas,
  layer: number,
  modes: readonly Mode[],
  into: readonly ModeScores[],
): void {
  const floor = atlas.recipe.options.densityFloor;
  const passes = distinctPasses(modes).map(({ k, serves }) => ({ k, serves, rule: ruleOf(atlas, k) }));
  const sorted = ascending(values);
  for (let c = 0; c < atlas.recipe.classes.length; c++) {
    const row = c * atlas.nLayers + layer;
    const y = densityRow(atlas, c, layer);
    const gridMin = atlas.gridMin[row]!;
    const gridMax = atlas.gridMax[row]!;
    for (const { k, serves, rule } of passes) {
      const cutoffs = cutoffsOf(atlas, c, layer, k);
      const score = logLikelihoodSorted(sorted, { y, gridMin, gridMax, cutoffs }, rule, floor);
      for (const m of serves) {
        into[m]!.logLikelihood[row] = modes[m]!.kind === "full" ? score.full : score.tails;
        into[m]!.tailCount[row] = modes[m]!.kind === "full" ? values.length : score.tailCount;
      }
    }
  }
}

/** Modes that share their cut-offs share a pass; `full` joins the first. */
function distinctPasses(modes: readonly Mode[]): { k: number | undefined; serves: number[] }[] {
  const passes: { k: number | undefined; serves: number[] }[] = [];
  modes.forEach((mode, m) => {
    const k = mode.kind === "std" ? mode.k : undefined;
    const shared = mode.kind === "full" ? passes[0] : passes.find((p) => p.k === k);
    if (shared) shared.serves.push(m);
    else passes.push({ k, serves: [m] });
  });
  return passes;
}
