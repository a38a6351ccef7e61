import { bandwidth } from "../core/bandwidth.ts";
import type { Density } from "../core/density.ts";
import { linspaceF32 } from "../core/grid.ts";
import { kde } from "../core/kde.ts";
import { moments } from "../core/moments.ts";

/** The values that the pictures of a fit's options are drawn from. */
export interface FitBag {
  /** Rising: the bag itself, or its quantiles where it is larger. */
  values: Float32Array;
  /** Values in the bag. */
  count: number;
}

/** A logistic middle and two thin modes: what residual streams look like, in closed form, where there is no real bag yet. */
export function exampleBag(): FitBag {
  const values = [
    ...logistic(0, 1, 352),
    ...logistic(-11, 0.3, 14),
    ...logistic(10, 0.35, 14),
    ...logistic(15, 0.2, 4),
  ];
  return { values: Float32Array.from(values).sort(), count: values.length };
}

/** Quantiles of a logistic distribution at (i + 0.5) / n. */
function logistic(location: number, scale: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const p = (i + 0.5) / n;
    return location + scale * Math.log(p / (1 - p));
  });
}

/** Bandwidth of a bag's density, in value units: METHOD §2, with the count of the whole bag. */
export function bagBandwidth({ values, count }: FitBag, bandwidthScale: number): number {
  return bandwidth(count, moments(values).sampleStd, bandwidthScale);
}

/** The density of a bag, as a fit would make it of these values alone. */
export function bagDensity(bag: FitBag, bandwidthScale: number, gridPoints: number): Density {
  const grid = linspaceF32(bag.values[0]!, bag.values.at(-1)!, gridPoints);
  return { grid, y: kde(bag.values, grid, bagBandwidth(bag, bandwidthScale)) };
}

/** The scales drawn beside the chosen one: 1 and the study's 4, each once, rising. */
export function shownScales(chosen: number): { scale: number; chosen: boolean }[] {
  return [...new Set([1, 4, chosen])]
    .sort((a, b) => a - b)
    .map((scale) => ({ scale, chosen: scale === chosen }));
}

/** Where a density is worth seeing: from its first to its last point above a share of its peak. In value units. */
export function worthSeeing(densities: readonly Density[], share: number): [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { grid, y } of densities) {
    const least = share * peakOf(y);
    min = Math.min(min, grid[y.findIndex((one) => one >= least)] ?? min);
    max = Math.max(max, grid[y.findLastIndex((one) => one >= least)] ?? max);
  }
  return max > min ? [min, max] : [min - 1, min + 1];
}

export function peakOf(y: ArrayLike<number>): number {
  let peak = 0;
  for (let i = 0; i < y.length; i++) peak = Math.max(peak, y[i]!);
  return peak;
}
