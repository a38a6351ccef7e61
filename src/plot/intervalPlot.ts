import { scaleLinear } from "d3-scale";
import type { ViewMode } from "../core/api.ts";
import type { Interval } from "../core/bootstrap.ts";
import { linearTicks } from "./axes.ts";
import { LEGEND_ROW, legend, legendPlaces } from "./legend.ts";
import { MODE_NAMES, modeColor, modeLegend, modeMark } from "./modeMarks.ts";
import { el, figureRoot } from "./svg.ts";
import { BOLD, fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** A score with its 95 % interval. */
export interface IntervalMark {
  /** Of a mode, or a difference, coloured by its sign. */
  kind: ViewMode | "difference";
  value: number;
  interval: Interval;
}

export interface IntervalRow {
  label: string;
  marks: IntervalMark[];
}

/** Rows under one heading. */
export interface IntervalGroup {
  name: string;
  rows: IntervalRow[];
}

export interface IntervalPlotOptions {
  width: number;
  theme: Theme;
  /** What it is, for assistive technology; drawn on top where `title` is given. */
  name: string;
  title?: string;
  /** Of the axis. */
  x: string;
  /** How a value is written. */
  format: (value: number) => string;
  modes?: typeof MODE_NAMES;
}

const PAD = 12;
const TITLE = 24;
const ROW = 26;
const HEADING = 26;
const AXIS = 38;

/** Scores and their intervals, row by row, in groups on one axis that holds zero. */
export function intervalPlot(groups: readonly IntervalGroup[], options: IntervalPlotOptions): SVGSVGElement {
  const { width, theme, name, title, format, modes = MODE_NAMES } = options;
  const rows = groups.flatMap((group) => group.rows);
  const marks = rows.flatMap((row) => row.marks);
  const shown = (["full", "tails"] as const).filter((mode) => marks.some(({ kind }) => kind === mode));
  const entries = modeLegend(shown, theme, modes);
  const places = legendPlaces(
    entries.map(({ label }) => label),
    width - 2 * PAD,
    11,
  );
  const legendTop = PAD + (title ? TITLE : 0);
  const legendRows = entries.length === 0 ? 0 : 1 + Math.max(...places.map(({ row }) => row));
  const top = legendTop + legendRows * LEGEND_ROW + 4;
  const height = groups.reduce((sum, group) => sum + HEADING + group.rows.length * ROW, 0);
  const bottom = top + height + 4;
  const labelSpace = Math.min(width * 0.38, Math.max(40, ...rows.map(({ label }) => textWidth(label, 12))));
  const left = PAD + labelSpace + 12;
  const x = scaleLinear(intervalDomain(marks), [left, width - PAD - 8]).nice(5);
  const root = figureRoot({
    ...{ width, height: bottom + AXIS, theme, title: title ?? name },
    description: groups.map((group) => `${group.name}: ${group.rows.map(inWords).join("; ")}.`).join(" "),
  });
  if (title) {
    const text = fitText(title, 14, width - 2 * PAD);
    root.append(el("text", { x: PAD, y: 23, "font-size": 14, "font-weight": 600 }, text));
  }
  if (entries.length > 0) root.append(legend(entries, places, PAD, legendTop + LEGEND_ROW / 2, theme));
  for (const { at, label } of linearTicks(x, 70)) {
    root.append(
      el("line", { x1: at, x2: at, y1: top, y2: bottom, stroke: theme.grid }),
      el("text", { x: at, y: bottom + 15, fill: theme.muted, "text-anchor": "middle" }, label),
    );
  }
  const zero = x(0);
  root.append(
    el("line", { x1: zero, x2: zero, y1: top, y2: bottom, stroke: theme.muted }),
    el("text", { x: width - PAD, y: bottom + 31, fill: theme.muted, "text-anchor": "end" }, options.x),
  );
  let y = top;
  for (const group of groups) {
    const heading = fitText(group.name, 12, (width - 2 * PAD) / BOLD);
    root.append(el("text", { x: PAD, y: y + 17, "font-size": 12, "font-weight": 600 }, heading));
    y += HEADING;
    for (const row of group.rows) {
      root.append(drawRow(row, y + ROW / 2));
      y += ROW;
    }
  }
  return root;

  function drawRow(row: IntervalRow, middle: number): SVGGElement {
    const label = { x: left - 12, y: middle, dy: "0.34em", "text-anchor": "end", "font-size": 12 };
    return el(
      "g",
      {},
      el("title", {}, inWords(row)),
      el("text", label, fitText(row.label, 12, labelSpace)),
      ...row.marks.flatMap((mark, i) => drawMark(mark, middle + (row.marks.length > 1 ? 8 * i - 4 : 0))),
    );
  }

  function drawMark({ kind, value, interval }: IntervalMark, at: number): SVGElement[] {
    const sure = interval.low > 0 || interval.high < 0;
    const color =
      kind !== "difference"
        ? modeColor(kind, theme)
        : value < 0
          ? theme.negative
          : value > 0
            ? theme.positive
            : theme.muted;
    const whisker = {
      x1: x(interval.low),
      x2: x(interval.high),
      y1: at,
      y2: at,
      stroke: color,
      "stroke-width": 1.5,
    };
    const mark =
      kind === "difference"
        ? el("circle", {
            ...{ cx: x(value), cy: at, r: 4.5, stroke: color, "stroke-width": 1.75 },
            fill: sure ? color : theme.background,
          })
        : modeMark(kind, x(value), at, theme);
    return [el("line", whisker), mark];
  }

  function inWords({ label, marks: own }: IntervalRow): string {
    const said = own.map(({ kind, value, interval }) => {
      const range = `${format(value)} (95 %: ${format(interval.low)} – ${format(interval.high)})`;
      return kind === "difference" ? range : `${modes[kind]} ${range}`;
    });
    return `${label} ${said.join(", ")}`;
  }
}

/** From the lowest end of an interval, or zero, to the highest. */
export function intervalDomain(marks: readonly IntervalMark[]): [number, number] {
  const low = Math.min(0, ...marks.map(({ value, interval }) => Math.min(value, interval.low)));
  const high = Math.max(0, ...marks.map(({ value, interval }) => Math.max(value, interval.high)));
  return high > low ? [low, high] : [0, 0.01];
}

export function intervalCsv(groups: readonly IntervalGroup[]): (string | number)[][] {
  const rows = groups.flatMap((group) =>
    group.rows.flatMap((row) =>
      row.marks.map(({ kind, value, interval }) => [
        ...[group.name, row.label, kind === "difference" ? "tails - full" : kind],
        ...[value, interval.low, interval.high],
      ]),
    ),
  );
  return [["group", "row", "mode", "macro_f1", "low", "high"], ...rows];
}
