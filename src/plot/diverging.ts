import { quantileSorted } from "d3-array";
import { scaleLinear } from "d3-scale";
import { formatValue } from "./format.ts";
import type { Surface } from "./surface.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** Differences as colours: blue below zero, the ground at it, orange above, alike both ways. */
export interface Diverging {
  /** Where the colours end. */
  limit: number;
  /** Something lies beyond the end. */
  clipped: { below: boolean; above: boolean };
  color: (value: number) => string;
}

/** Colours in each direction: more than eyes tell apart. */
const SHADES = 100;
/** So much of the differences lies within the colours' ends: a few great ones must not make the rest pale. */
const WITHIN = 0.95;

/** `power`: below 1 it gives small differences more colour beside great ones. */
export function divergingScale(values: readonly number[], theme: Theme, power = 1): Diverging {
  const sizes = values
    .map(Math.abs)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const limit = quantileSorted(sizes, WITHIN) || sizes.at(-1) || 1;
  const mixed = scaleLinear<string>()
    .domain([-SHADES, 0, SHADES])
    .range([theme.negative, theme.background, theme.positive]);
  const shades = Array.from({ length: 2 * SHADES + 1 }, (_, i) => mixed(i - SHADES));
  return {
    limit,
    clipped: { below: values.some((v) => v < -limit), above: values.some((v) => v > limit) },
    color(value) {
      const share = Math.min(1, Math.abs(value) / limit) ** power;
      return shades[SHADES + Math.round(Math.sign(value) * share * SHADES)]!;
    },
  };
}

const SIZE = 11;
const BAR = 72;

/** The colours with what their ends are, from `x` on, its middle at `y`. Gives where it ends. */
export function paintDivergingLegend(
  surface: Surface,
  { limit, clipped, color }: Diverging,
  place: { x: number; y: number; unit: string },
  theme: Theme,
): number {
  const low = `${clipped.below ? "≤ " : ""}${formatValue(-limit)}`;
  const high = `${clipped.above ? "≥ " : ""}${formatValue(limit)} ${place.unit}`.trim();
  const bar = place.x + textWidth(low, SIZE) + 8;
  const style = { size: SIZE, fill: theme.muted };
  surface.text(low, place.x, place.y, style);
  for (let i = 0; i < BAR; i++) {
    surface.rect(
      bar + i,
      place.y - 4.5,
      Math.min(1.5, BAR - i),
      9,
      color(limit * ((2 * (i + 0.5)) / BAR - 1)),
    );
  }
  surface.frame(bar - 0.5, place.y - 5, BAR + 1, 10, theme.faded, 0.75);
  surface.text(high, bar + BAR + 5, place.y, style);
  return bar + BAR + 9 + textWidth(high, SIZE);
}
