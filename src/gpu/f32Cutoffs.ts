import type { TailCutoffs } from "../core/tails.ts";

const MAX = (2 - 2 ** -23) * 2 ** 127;

/**
 * The float32 cut-offs that put the same float32 values in the tails as the float64 ones do: rounded outward
 * where the cut-off itself counts, inward where it does not (`strict`).
 */
export function f32Cutoffs({ left, right }: TailCutoffs, strict: boolean): TailCutoffs {
  return strict
    ? { left: ceilF32(left), right: floorF32(right) }
    : { left: floorF32(left), right: ceilF32(right) };
}

/**
 * The two orders that tell the tails: a finite float32 is in them when its order is below the first or above the second, whether
 * the cut-offs count or not (`strict`). NaN cuts nothing off.
 */
export function cutoffOrders(cutoffs: TailCutoffs, strict: boolean): [left: number, right: number] {
  const { left, right } = f32Cutoffs(cutoffs, strict);
  const own = strict ? 0 : 1;
  return [
    Number.isNaN(cutoffs.left) ? 0 : orderOf(left) + own,
    Number.isNaN(cutoffs.right) ? 2 ** 32 - 1 : orderOf(right) - own,
  ];
}

/** Place of a float32 among all of them, 0 and -0 the same: a whole number of 32 bits, 2^31 for 0. */
export function orderOf(x: number): number {
  const bits = new Uint32Array(new Float32Array([x]).buffer)[0]!;
  return bits < 2 ** 31 ? 2 ** 31 + bits : 2 ** 32 - bits;
}

/** Greatest float32 that is not above x. */
function floorF32(x: number): number {
  const near = Math.fround(Math.max(-MAX, Math.min(MAX, x)));
  return near <= x ? near : step(near, -1);
}

const ceilF32 = (x: number): number => -floorF32(-x);

/** The neighbouring float32, up or down. */
function step(x: number, direction: 1 | -1): number {
  if (x === 0) return direction * 2 ** -149;
  const bits = new Int32Array(new Float32Array([x]).buffer);
  bits[0] = bits[0]! + (x > 0 ? direction : -direction);
  return new Float32Array(bits.buffer)[0]!;
}
