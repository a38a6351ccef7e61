import { format } from "d3-format";
import { typographic } from "./format.ts";

/** A scale that is linear near zero and logarithmic beyond, both ways: values of ±10 and ±1000 in one picture. */
export interface SymlogScale {
  (value: number): number;
  invert: (at: number) => number;
  domain: readonly [number, number];
}

/** `linear`: half the width of the stretch that is about linear, in value units. */
export function symlogScale(
  domain: readonly [number, number],
  [from, to]: readonly [number, number],
  linear: number,
): SymlogScale {
  const [low, high] = domain.map((value) => Math.asinh(value / linear)) as [number, number];
  const perUnit = high === low ? 0 : (to - from) / (high - low);
  const scale = (value: number) =>
    perUnit === 0 ? (from + to) / 2 : from + (Math.asinh(value / linear) - low) * perUnit;
  const invert = (at: number) =>
    perUnit === 0 ? domain[0] : linear * Math.sinh(low + (at - from) / perUnit);
  return Object.assign(scale, { invert, domain });
}

/**
 * 0 and the powers of ten both ways, from the linear stretch on, none nearer than `spacing` pixels to one nearer to zero;
 * with `steps` their multiples as well.
 */
export function symlogTicks(
  scale: SymlogScale,
  linear: number,
  spacing: number,
  steps: readonly number[] = [1],
): number[] {
  const [low, high] = scale.domain;
  const ticks = low <= 0 && high >= 0 ? [0] : [];
  for (const sign of [1, -1]) {
    let last = scale(0);
    const end = sign > 0 ? high : -low;
    for (let power = 10 ** Math.floor(Math.log10(linear)); power <= end * (1 + 1e-9); power *= 10) {
      for (const step of steps) {
        const at = scale(sign * step * power);
        if (step * power > end * (1 + 1e-9) || Math.abs(at - last) < spacing) continue;
        ticks.push(sign * step * power);
        last = at;
      }
    }
  }
  return ticks.sort((a, b) => a - b);
}

/** The next of 1, 2, 5, 10, … at or beyond, so that a scale stays where it is while layers come in. */
export function roundOutward(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const size = Math.abs(value);
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 2, 5, 10].find((by) => by * power >= size * (1 - 1e-9)) ?? 10;
  return Math.sign(value) * step * power;
}

/** A tick's value, as short as it is: "−50", "0.2", "1 000". */
export function tickText(value: number): string {
  return typographic(format(",")(value));
}
