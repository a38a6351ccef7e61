import type { LayerSketch, ViewMode } from "../core/api.ts";
import { peakOf } from "./densityDomain.ts";
import { type Ridge, ridgeArea, ridgeLine, ridgeOf } from "./ridge.ts";
import type { StackLayout } from "./stackLayout.ts";
import { el } from "./svg.ts";
import type { SymlogScale } from "./symlog.ts";
import type { Theme } from "./theme.ts";

/** Decades of density shown under a layer's peak. */
const DECADES = 3;
/** Ticks under a ridge for its tail values, the farthest first. */
const TICKS = 60;

/** Marks the lines that are stronger where the layer is looked at. */
const STRONG = { "data-strong": "" };

export interface RidgeStyle {
  x: SymlogScale;
  /** Values at the borders of the pixel columns. */
  columns: Float64Array;
  mode: ViewMode;
  /** Id of the tails' hatching. */
  pattern: string;
  theme: Theme;
}

/** One layer's density over its baseline: bulk filled, tails coloured and hatched, a tick for each tail value. */
export function stackRidge(
  sketch: LayerSketch,
  pinned: LayerSketch | undefined,
  base: number,
  { left, right, rise }: StackLayout,
  { x, columns, mode, pattern, theme }: RidgeStyle,
): SVGGElement {
  const ridge = toRidge(sketch, columns, left, base, rise);
  const quiet = mode === "tails";
  const [from, to] = [
    clamp(x(sketch.cutoffs.left), left, right),
    clamp(x(sketch.cutoffs.right), left, right),
  ];
  const tails = ridgeArea(ridge, left, from, base) + ridgeArea(ridge, to, right, base);
  const line = (d: string, stroke: string, width: number, more = {}) =>
    el("path", { d, fill: "none", stroke, "stroke-width": width, ...more });
  const ticks = sketch.tails
    .slice(0, TICKS)
    .map(({ value }) => `M${Math.round(x(value) * 10) / 10},${base}v-4.5`)
    .join("");
  return el(
    "g",
    { "stroke-linejoin": "round" },
    el("path", { d: ridgeArea(ridge, from, to, base), fill: quiet ? theme.grid : theme.pooled }),
    el("path", { d: tails, fill: theme.tailSoft }),
    el("path", { d: tails, fill: `url(#${pattern})` }),
    pinned &&
      line(ridgeLine(toRidge(pinned, columns, left, base, rise), left, right, base), theme.pinned, 1, {
        "stroke-dasharray": "4 2",
      }),
    line(ridgeLine(ridge, from, to, base), quiet ? theme.faded : theme.sentence, 1.2, STRONG),
    line(ridgeLine(ridge, left, from, base) + ridgeLine(ridge, to, right, base), theme.tail, 1.2, STRONG),
    line(ticks, theme.tail, 1),
  );
}

function toRidge(
  { sentence }: LayerSketch,
  columns: Float64Array,
  left: number,
  base: number,
  rise: number,
): Ridge {
  const peak = peakOf(sentence) || 1;
  const perDecade = rise / DECADES;
  return ridgeOf(sentence, columns, left, (density) => {
    const decades = DECADES + Math.log10(Math.max(density, 1e-300) / peak);
    return base - Math.max(0, decades * perDecade);
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
