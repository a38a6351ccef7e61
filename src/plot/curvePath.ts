import { area, line } from "d3-shape";
import type { Curve } from "../core/api.ts";
import { gridValue } from "./densityDomain.ts";

/** A scale as far as a path needs it. */
export type Scale = (value: number) => number;

/**
 * Indices of the grid points in [min, max] and one more on either side, so that lines run to the frame; no more than one a
 * pixel, the highest of those that share it.
 */
function within(curve: Curve, [min, max]: readonly [number, number], x: Scale): number[] {
  const steps = Math.max(1, curve.y.length - 1);
  const step = (curve.max - curve.min) / steps || 1;
  const first = Math.max(0, Math.floor((min - curve.min) / step));
  const last = Math.min(curve.y.length - 1, Math.ceil((max - curve.min) / step));
  const stride = Math.max(1, Math.floor((last - first) / Math.abs(x(max) - x(min))) || 1);
  const indices: number[] = [];
  for (let i = first; i <= last; i += stride) {
    let highest = i;
    for (let j = i + 1; j < Math.min(i + stride, last + 1); j++) {
      if (curve.y[j]! > curve.y[highest]!) highest = j;
    }
    indices.push(highest);
  }
  if (stride > 1 && indices.at(-1) !== last && last >= first) indices.push(last);
  return indices;
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
