import type { ScaleLinear } from "d3-scale";
import { type Frame, linearTicks, xAxis, yAxis } from "./axes.ts";
import { LEGEND_ROW, type LegendEntry, legend, legendPlaces } from "./legend.ts";
import { el, figureRoot } from "./svg.ts";
import { fitText } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

export interface ChartOptions {
  width: number;
  theme: Theme;
  /** Drawn on top of the figure where it is exported. */
  title?: string;
}

export interface ChartWords {
  title: string;
  description: string;
  x: string;
  y: string;
}

const PAD = 12;
const TITLE = 24;
const LEFT = 46;
const AXIS = 42;
/** Greatest height of the frame. */
const HEIGHT = 220;

/** Where the marks of a small chart with two axes go. */
export function chartFrame(
  { width, title }: ChartOptions,
  entries: readonly LegendEntry[],
): Frame & { legendTop: number; height: number } {
  const rows = entries.length === 0 ? 0 : 1 + Math.max(...placesOf(entries, width).map(({ row }) => row));
  const legendTop = PAD + (title ? TITLE : 0);
  const top = legendTop + rows * LEGEND_ROW + 10;
  const bottom = top + Math.min(HEIGHT, Math.max(140, width * 0.42));
  return { left: LEFT, right: width - PAD - 6, top, bottom, legendTop, height: bottom + AXIS };
}

interface Scales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  /** Places of the ticks of x, where they are not the scale's own. */
  xTicks?: readonly number[];
}

/** Title, legend, both axes and their names; marks are appended to what it gives. */
export function chartRoot(
  options: ChartOptions,
  entries: readonly LegendEntry[],
  words: ChartWords,
  { x, y, xTicks }: Scales,
): SVGSVGElement {
  const { width, theme, title } = options;
  const frame = chartFrame(options, entries);
  const root = figureRoot({
    ...{ width, theme, height: frame.height },
    ...{ title: title ?? words.title, description: words.description },
  });
  if (title) {
    const text = fitText(title, 14, width - 2 * PAD);
    root.append(el("text", { x: PAD, y: 23, "font-size": 14, "font-weight": 600 }, text));
  }
  if (entries.length > 0) {
    root.append(legend(entries, placesOf(entries, width), PAD, frame.legendTop + LEGEND_ROW / 2, theme));
  }
  const ticks = xTicks?.map((at) => ({ at: x(at), label: String(at) })) ?? linearTicks(x, 64);
  root.append(
    yAxis(linearTicks(y, 44), frame, theme),
    xAxis(ticks, frame.bottom, theme),
    el("line", { x1: frame.left, x2: frame.right, y1: frame.bottom, y2: frame.bottom, stroke: theme.muted }),
    el("text", { x: frame.right, y: frame.bottom + 34, "text-anchor": "end", fill: theme.muted }, words.x),
    el("text", { x: frame.left, y: frame.bottom + 34, fill: theme.muted }, words.y),
  );
  return root;
}

function placesOf(entries: readonly LegendEntry[], width: number) {
  return legendPlaces(
    entries.map(({ label }) => label),
    width - 2 * PAD,
    11,
  );
}
