import type { Interval } from "./bootstrap.ts";

/** An estimate with its interval. */
export interface Estimate {
  value: number;
  interval: Interval;
}

/**
 * Interval of `a` − `b` from the interval of each, as if they were found apart: MOVER, Zou & Donner 2008 (Statistics in Medicine
 * 27, 1693). Estimates from the same sentences mostly rise and fall together; then this is wider than need be.
 */
export function differenceInterval(a: Estimate, b: Estimate): Interval {
  const difference = a.value - b.value;
  const below = Math.hypot(a.value - a.interval.low, b.interval.high - b.value);
  const above = Math.hypot(a.interval.high - a.value, b.value - b.interval.low);
  return { low: difference - below, high: difference + above };
}
