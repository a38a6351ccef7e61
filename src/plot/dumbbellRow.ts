import type { Interval } from "../core/bootstrap.ts";
import { el } from "./svg.ts";
import { fitText } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

export const ROW = 24;

interface Score {
  f1: number;
  interval?: Interval;
}

export interface DumbbellItem {
  label: string;
  full: Score;
  tails: Score;
  /** The mean over the others. */
  isMean?: boolean;
}

interface RowOptions {
  x: (f1: number) => number;
  /** Where labels end and differences end. */
  left: number;
  right: number;
  labelSpace: number;
  theme: Theme;
  difference: string;
  words: { interval: (low: string, high: string) => string };
  modes: Record<"full" | "tails", string>;
}

/** A ring for all values, a diamond for tails only, and between them the change, coloured by its sign. */
export function dumbbellRow(item: DumbbellItem, y: number, options: RowOptions): SVGGElement {
  const { x, left, right, labelSpace, theme, difference, words, modes } = options;
  const [from, to] = [x(item.full.f1), x(item.tails.f1)];
  const change = item.tails.f1 - item.full.f1;
  const color = Math.abs(change) < 0.005 ? theme.muted : change > 0 ? theme.positive : theme.negative;
  const weight = item.isMean ? 600 : 400;
  return el(
    "g",
    { "font-size": 12 },
    el(
      "title",
      {},
      `${item.label}: ${modes.full} ${inWords(item.full)}, ${modes.tails} ${inWords(item.tails)}`,
    ),
    el(
      "text",
      { x: left, y, dy: "0.34em", "text-anchor": "end", "font-weight": weight },
      fitText(item.label, 12, labelSpace),
    ),
    whisker(item.full.interval, y - 3, theme.text),
    whisker(item.tails.interval, y + 3, theme.tail),
    el("line", { x1: from, x2: to, y1: y, y2: y, stroke: color, "stroke-width": 3, "stroke-opacity": 0.55 }),
    el("circle", { cx: from, cy: y, r: 4, fill: theme.background, stroke: theme.text, "stroke-width": 1.75 }),
    el("path", { d: `M${to},${y - 5.5}l5.5,5.5l-5.5,5.5l-5.5,-5.5z`, fill: theme.tail }),
    el(
      "text",
      { x: right, y, dy: "0.34em", "text-anchor": "end", fill: color, "font-weight": weight },
      difference,
    ),
  );

  function whisker(interval: Interval | undefined, at: number, stroke: string): SVGLineElement | undefined {
    if (!interval) return undefined;
    return el("line", { x1: x(interval.low), x2: x(interval.high), y1: at, y2: at, stroke });
  }

  function inWords({ f1, interval }: Score): string {
    return [f1.toFixed(2), interval && words.interval(interval.low.toFixed(2), interval.high.toFixed(2))]
      .filter((part) => part !== undefined)
      .join(" ");
  }
}
