import { area, line } from "d3-shape";
import type { Curve } from "../core/api.ts";
import { gridValue } from "./densityDomain.ts";

/** A scale as far as a path needs it. */
export type Scale = (value: number) => number;

/** Indices of the grid points in [min, max] and one more on either side, so that lines run to the frame; about one a pixel. */
function within(curve: Curve, [min, max]: readonly [number, number], x: Scale): number[] {
  const steps = Math.max(1, curve.y.length - 1);
  const step = (curve.max - curve.min) / steps || 1;
  const first = Math.max(0, Math.floor((min - curve.min) / step));
  const last = Math.min(curve.y.length - 1, Math.ceil((max - curve.min) / step));
  const stride = Math.max(1, Math.floor((last - first) / Math.abs(x(max) - x(min))) || 1);
  const n = Math.max(0, Math.ceil((last - first) / stride) + 1);
  return Array.from({ length: n }, (_, i) => Math.min(last, first + i * stride));
}

export function linePath(curve: Curve, domain: readonly [number, number], x: Scale, y: Scale): string {
  const path = line<number>(
    (i) => x(gridValue(curve, i)),
    (i) => y(curve.y[i]!),
  ).digits(2);
  return path(within(curve, domain, x)) ?? "";
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
  return path(within(curve, domain, x)) ?? "";
}
