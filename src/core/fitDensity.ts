import { bandwidth } from "./bandwidth.ts";
import type { Density } from "./density.ts";
import { Failure } from "./failure.ts";
import { linspaceF32 } from "./grid.ts";
import { kde, kdeExact } from "./kde.ts";
import { type Moments, moments } from "./moments.ts";
import type { FitOptions } from "./options.ts";
import { type TailCutoffs, type TailRule, tailCutoffs } from "./tails.ts";
import { faintPoints } from "./valleys.ts";

/** One class × layer, fitted. */
export interface FittedDensity {
  density: Density;
  moments: Moments;
  /** In value units. */
  bandwidth: number;
  cutoffs: TailCutoffs;
}

/**
 * Fits the density of a bag of values and finds its cut-offs. METHOD §2 and §3. `values` [n], `what` names them.
 * `estimate` is the fast KDE unless a test asks for the exact one.
 * @throws Failure("bad-data") where the values are constant or not finite: there is no density then.
 */
export function fitDensity(
  values: Float32Array,
  options: Pick<FitOptions, "bandwidthScale" | "gridPoints" | "tailRule">,
  what: string,
  estimate: typeof kde = kde,
): FittedDensity {
  const m = moments(values);
  requireSpread(m, what);
  const h = bandwidth(m.count, m.sampleStd, options.bandwidthScale);
  const grid = linspaceF32(m.min, m.max, options.gridPoints);
  const density = { grid, y: estimate(values, grid, h) };
  return {
    density,
    moments: m,
    bandwidth: h,
    cutoffs: exactCutoffs(density, values, h, m, options.tailRule),
  };
}

/** The cut-offs, with the density put right where they lie in a valley too faint for the fast estimate. */
function exactCutoffs(
  density: Density,
  values: Float32Array,
  bandwidth: number,
  m: Moments,
  rule: TailRule,
): TailCutoffs {
  const exact = new Set<number>();
  for (;;) {
    const cutoffs = tailCutoffs(density, m, rule);
    const points = faintPoints(density, cutoffs, rule, exact);
    if (points.length === 0) return cutoffs;
    const grid = points.map((i) => density.grid[i]!);
    kdeExact(values, grid, bandwidth).forEach((y, k) => {
      exact.add(points[k]!);
      density.y[points[k]!] = y;
    });
  }
}

/** @throws Failure("bad-data") where a bag has no density: its values are constant or not all finite. */
export function requireSpread(
  m: Pick<Moments, "count" | "min" | "max" | "std" | "sampleStd">,
  what: string,
): void {
  if (!Number.isFinite(m.std))
    throw new Failure("bad-data", `The values of ${what} are not all finite: no density can be fitted.`);
  if (!(m.max > m.min) || !(m.sampleStd > 0)) {
    throw new Failure(
      "bad-data",
      `All ${m.count} values of ${what} are ${m.min}: with no spread there is no bandwidth, hence no density.`,
    );
  }
}
