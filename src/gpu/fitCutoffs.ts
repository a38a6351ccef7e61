import type { Density } from "../core/density.ts";
import type { FittedRow } from "../core/rows.ts";
import { type TailCutoffs, tailCutoffs } from "../core/tails.ts";
import { faintPoints } from "../core/valleys.ts";
import type { Curve } from "./curve.ts";
import { exactDensities } from "./exactDensities.ts";
import type { BagPart } from "./fitBags.ts";
import type { FitMachine } from "./gpuFit.ts";

/**
 * The cut-offs of bags' densities, which are put right where a cut-off lies in a valley too faint for the fast estimate: twin of
 * `exactCutoffs` in core/fitDensity.ts. One mapping a round brings the points of all layers back.
 */
export async function fitCutoffs(
  machine: FitMachine,
  bags: readonly (readonly BagPart[])[],
  curves: readonly Curve[],
  densities: readonly Density[],
  moments: readonly FittedRow["moments"][],
): Promise<TailCutoffs[]> {
  const { tailRule } = machine.recipe.options;
  const exact = curves.map(() => new Set<number>());
  for (;;) {
    const cutoffs = densities.map((density, layer) => tailCutoffs(density, moments[layer]!, tailRule));
    const points = densities.map((density, layer) =>
      faintPoints(density, cutoffs[layer]!, tailRule, exact[layer]!),
    );
    if (points.every(({ length }) => length === 0)) return cutoffs;
    const few = curves.map((curve, layer) => ({
      ...curve,
      grid: Float32Array.from(points[layer]!, (i) => curve.grid[i]!),
    }));
    const found = await exactDensities(machine, bags, few);
    for (const [layer, places] of points.entries()) {
      places.forEach((i, k) => {
        exact[layer]!.add(i);
        densities[layer]!.y[i] = found[layer]![k]!;
      });
    }
  }
}
