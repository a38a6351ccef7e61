import type { ScaleLinear } from "d3-scale";
import { formatPower, typographic } from "./format.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

export interface Tick {
  at: number;
  label: string;
}

/** About one tick in every `spacing` pixels. */
export function linearTicks(scale: ScaleLinear<number, number>, spacing: number): Tick[] {
  const [from = 0, to = 0] = scale.range();
  const count = Math.max(2, Math.floor(Math.abs(to - from) / spacing));
  const write = scale.tickFormat(count);
  return scale.ticks(count).map((value) => ({ at: scale(value), label: typographic(write(value)) }));
}

/** Powers of ten, every one, every second, … so that they are at least `spacing` pixels apart. */
export function powerTicks(
  domain: readonly [number, number],
  scale: (value: number) => number,
  spacing: number,
): Tick[] {
  const first = Math.ceil(Math.log10(domain[0]) - 1e-9);
  const last = Math.floor(Math.log10(domain[1]) + 1e-9);
  const decade = Math.abs(scale(10 ** first) - scale(10 ** (first + 1)));
  const step = Math.max(1, Math.ceil(spacing / decade));
  const ticks: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent += step) {
    ticks.push({ at: scale(10 ** exponent), label: formatPower(exponent) });
  }
  return ticks;
}

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Grid lines across the frame, their labels at its left. */
export function yAxis(ticks: readonly Tick[], { left, right }: Frame, theme: Theme): SVGGElement {
  return el(
    "g",
    { fill: theme.muted, stroke: "none", "text-anchor": "end" },
    ...ticks.flatMap(({ at, label }) => [
      el("line", { x1: left, x2: right, y1: at, y2: at, stroke: theme.grid }),
      el("text", { x: left - 7, y: at, dy: "0.32em" }, label),
    ]),
  );
}

/** Short ticks at `y` with labels under them; the outermost stay inside the frame. */
export function xAxis(ticks: readonly Tick[], y: number, theme: Theme): SVGGElement {
  return el(
    "g",
    { fill: theme.muted, "text-anchor": "middle" },
    ...ticks.flatMap(({ at, label }) => [
      el("line", { x1: at, x2: at, y1: y, y2: y + 4, stroke: theme.muted }),
      el("text", { x: at, y: y + 16 }, label),
    ]),
  );
}
