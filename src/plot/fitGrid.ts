import { kdeExact } from "../core/kde.ts";
import { moments } from "../core/moments.ts";
import { bagBandwidth, bagDensity, type FitBag, peakOf } from "./fitBag.ts";

export interface Point {
  value: number;
  density: number;
}

export interface GridView {
  /** The stretch of values on show, around the peak. */
  domain: [number, number];
  /** The density itself, finely. */
  curve: Point[];
  /** Grid points of that stretch and one beyond either end, thinned where they stand closer than can be seen. */
  points: Point[];
  /** Grid points in the stretch. */
  inside: number;
  /** Between two of them, in value units. */
  spacing: number;
  /** The greatest part by which a straight line between grid points misses the density, where that is above a hundredth of its peak. */
  error: number;
}

/** Of the standard deviation, to either side of the peak. */
const REACH = 0.35;
const FINE = 121;
const MOST = 240;
const PROBES = 121;

/** A density near its peak, and what is kept of it at so many grid points. */
export function gridView(bag: FitBag, bandwidthScale: number, gridPoints: number): GridView {
  const { values } = bag;
  const [min, max] = [values[0]!, values.at(-1)!];
  const spacing = (max - min) / (gridPoints - 1);
  const at = densityAt(bag, bandwidthScale);
  const coarse = bagDensity(bag, bandwidthScale, 512);
  const top = coarse.grid[coarse.y.indexOf(peakOf(coarse.y))]!;
  const reach = REACH * moments(values).std;
  const domain: [number, number] = [Math.max(min, top - reach), Math.min(max, top + reach)];
  const first = Math.max(0, Math.floor((domain[0] - min) / spacing));
  const last = Math.min(gridPoints - 1, Math.ceil((domain[1] - min) / spacing));
  const stride = Math.max(1, Math.ceil((last - first) / MOST));
  const kept: number[] = [];
  for (let i = first; i < last; i += stride) kept.push(min + i * spacing);
  kept.push(min + last * spacing);
  const fine = spread(domain[0], domain[1], FINE);
  return {
    domain,
    curve: at(fine),
    points: at(kept),
    inside: countInside(domain, min, spacing, gridPoints),
    spacing,
    error: gridError(at, [min, max], spacing),
  };
}

function densityAt(bag: FitBag, bandwidthScale: number): (values: readonly number[]) => Point[] {
  const h = bagBandwidth(bag, bandwidthScale);
  return (places) => {
    const y = kdeExact(bag.values, Float64Array.from(places), h);
    return places.map((value, i) => ({ value, density: y[i]! }));
  };
}

function countInside([from, to]: [number, number], min: number, spacing: number, gridPoints: number): number {
  const first = Math.max(0, Math.ceil((from - min) / spacing));
  return Math.min(gridPoints - 1, Math.floor((to - min) / spacing)) - first + 1;
}

function gridError(
  at: (values: readonly number[]) => Point[],
  [min, max]: [number, number],
  spacing: number,
): number {
  const probes = spread(min, max, PROBES);
  const truth = at(probes);
  const below = probes.map(
    (value) => min + Math.min(Math.floor((value - min) / spacing), (max - min) / spacing - 1) * spacing,
  );
  const left = at(below);
  const right = at(below.map((value) => value + spacing));
  const least = 0.01 * truth.reduce((most, { density }) => Math.max(most, density), 0);
  return truth.reduce((worst, { value, density }, i) => {
    if (density < least) return worst;
    const t = (value - below[i]!) / spacing;
    const line = left[i]!.density * (1 - t) + right[i]!.density * t;
    return Math.max(worst, Math.abs(line / density - 1));
  }, 0);
}

function spread(from: number, to: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
}
