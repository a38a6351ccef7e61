import { bandwidth } from "./bandwidth.ts";
import type { Density } from "./density.ts";
import { Failure } from "./failure.ts";
import { linspaceF32 } from "./grid.ts";
import { kde } from "./kde.ts";
import { type Moments, moments } from "./moments.ts";
import type { FitOptions } from "./options.ts";
import { type TailCutoffs, tailCutoffs } from "./tails.ts";

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
  return { density, moments: m, bandwidth: h, cutoffs: tailCutoffs(density, m, options.tailRule) };
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
