import { area, line } from "d3-shape";
import type { Curve } from "../core/api.ts";
import { gridValue } from "./densityDomain.ts";

/** A scale as far as a path needs it. */
export type Scale = (value: number) => number;

/** Indices of the grid points in [min, max] and one more on either side, so that lines run to the frame. */
function within(curve: Curve, [min, max]: readonly [number, number]): number[] {
  const steps = Math.max(1, curve.y.length - 1);
  const step = (curve.max - curve.min) / steps || 1;
  const first = Math.max(0, Math.floor((min - curve.min) / step));
  const last = Math.min(curve.y.length - 1, Math.ceil((max - curve.min) / step));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

export function linePath(curve: Curve, domain: readonly [number, number], x: Scale, y: Scale): string {
  const path = line<number>(
    (i) => x(gridValue(curve, i)),
    (i) => y(curve.y[i]!),
  ).digits(2);
  return path(within(curve, domain)) ?? "";
}

/** Down to `base` pixels. */
export function areaPath(
  curve: Curve,
  domain: readonly [number, number],
  x: Scale,
  y: Scale,
  base: number,
): string {
  const path = area<number>(
    (i) => x(gridValue(curve, i)),
    base,
    (i) => y(curve.y[i]!),
  ).digits(2);
  return path(within(curve, domain)) ?? "";
}
