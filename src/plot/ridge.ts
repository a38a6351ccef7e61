import type { Curve } from "../core/api.ts";

/** A curve in pixels: one point a pixel, x ascending. */
export interface Ridge {
  x: Float64Array;
  y: Float64Array;
}

/**
 * The curve seen at pixel columns: the greatest density in each, so that a mode narrower than a pixel is not lost.
 * `values`: what the columns begin at, rising, one more than there are columns; `left`: of the first, pixels.
 */
export function ridgeOf(
  curve: Curve,
  values: ArrayLike<number>,
  left: number,
  height: (density: number) => number,
): Ridge {
  const last = curve.y.length - 1;
  const perStep = last / (curve.max - curve.min || 1);
  const xs = new Float64Array(Math.max(0, values.length - 1));
  const ys = new Float64Array(xs.length);
  let n = 0;
  for (let column = 0; column + 1 < values.length; column++) {
    const from = values[column]!;
    const to = values[column + 1]!;
    if (to < curve.min || from > curve.max) continue;
    const low = Math.max(0, (from - curve.min) * perStep);
    const high = Math.min(last, (to - curve.min) * perStep);
    let top = Math.max(at(curve.y, low), at(curve.y, high));
    for (let i = Math.ceil(low); i <= high; i++) top = Math.max(top, curve.y[i]!);
    xs[n] = left + column + 0.5;
    ys[n++] = height(top);
  }
  return { x: xs.subarray(0, n), y: ys.subarray(0, n) };
}

function at(y: Float32Array, index: number): number {
  const below = Math.floor(index);
  const share = index - below;
  return share === 0 ? y[below]! : y[below]! * (1 - share) + y[below + 1]! * share;
}

/** The line over [from, to] pixels, left out where it lies on the `base`. */
export function ridgeLine({ x, y }: Ridge, from: number, to: number, base: number): string {
  let path = "";
  let on = false;
  for (let i = 0; i < x.length; i++) {
    const inside = x[i]! >= from && x[i]! <= to;
    const seen = inside && (y[i]! < base || (y[i - 1] ?? base) < base || (y[i + 1] ?? base) < base);
    if (seen) path += `${on ? "L" : "M"}${tenth(x[i]!)},${tenth(y[i]!)}`;
    on = seen;
  }
  return path;
}

/** The area over [from, to] pixels, down to `base`. */
export function ridgeArea({ x, y }: Ridge, from: number, to: number, base: number): string {
  let path = "";
  let last = -1;
  for (let i = 0; i < x.length; i++) {
    if (x[i]! < from || x[i]! > to) continue;
    if (last < 0) path = `M${tenth(Math.max(from, x[i]! - 0.5))},${tenth(base)}V${tenth(y[i]!)}`;
    path += `L${tenth(x[i]!)},${tenth(y[i]!)}`;
    last = i;
  }
  if (last < 0) return "";
  return `${path}H${tenth(Math.min(to, x[last]! + 0.5))}V${tenth(base)}Z`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
