import type { Curve } from "../../core/api.ts";

/** Points of every fixed curve. */
const N = 401;

export function curveOf(density: (value: number) => number, min: number, max: number): Curve {
  const step = (max - min) / (N - 1);
  return { min, max, y: Float32Array.from({ length: N }, (_, i) => density(min + i * step)) };
}

/** Density of the logistic distribution. */
export function logisticDensity(value: number, location: number, scale: number): number {
  return 1 / (4 * scale * Math.cosh((value - location) / (2 * scale)) ** 2);
}

/** The value that a share `p` of a logistic distribution stays below. */
export function logisticQuantile(p: number, location: number, scale: number): number {
  return location + scale * Math.log(p / (1 - p));
}

export function normalDensity(value: number, mean: number, std: number): number {
  return Math.exp(-0.5 * ((value - mean) / std) ** 2) / (std * Math.sqrt(2 * Math.PI));
}
