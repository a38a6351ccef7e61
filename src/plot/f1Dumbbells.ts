import { scaleLinear } from "d3-scale";
import type { LevelReport } from "../core/api.ts";
import type { Interval } from "../core/bootstrap.ts";
import { linearTicks } from "./axes.ts";
import { type DumbbellItem, dumbbellRow, ROW } from "./dumbbellRow.ts";
import { formatDifference } from "./format.ts";
import { shortLabel } from "./labels.ts";
import { LEGEND_ROW, legend, legendPlaces } from "./legend.ts";
import { MODE_NAMES, modeLegend } from "./modeMarks.ts";
import { el, figureRoot } from "./svg.ts";
import { BOLD, fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** 95 % intervals of F1, in the order of the level’s labels. */
export interface CategoryIntervals {
  full: readonly Interval[];
  tails: readonly Interval[];
}

export interface DumbbellOptions {
  width: number;
  theme: Theme;
  title?: string;
  /** Of each category, where they are known. */
  intervals?: CategoryIntervals;
  words?: typeof DUMBBELL_WORDS;
  modes?: typeof MODE_NAMES;
}

export const DUMBBELL_WORDS = {
  title: (level: string) => `F1 by ${level}: all values, tails only`,
  mean: "macro mean",
  x: "F1 →",
  difference: "tails − full",
  interval: (low: string, high: string) => `(95 %: ${low} to ${high})`,
};

const PAD = 12;
const TITLE = 24;
const AXIS = 38;
const DIFFERENCE = 46;

/** F1 of each category, from all values to tails only, best first; the macro mean with its interval on top. */
export function f1Dumbbells(full: LevelReport, tails: LevelReport, options: DumbbellOptions): SVGSVGElement {
  const { width, theme, title, intervals, words = DUMBBELL_WORDS, modes = MODE_NAMES } = options;
  const items = dumbbellItems(full, tails, words.mean, intervals);
  const entries = modeLegend(["full", "tails"], theme, modes);
  const places = legendPlaces(
    entries.map(({ label }) => label),
    width - 2 * PAD,
    11,
  );
  const legendTop = PAD + (title ? TITLE : 0);
  const top = legendTop + (1 + Math.max(...places.map(({ row }) => row))) * LEGEND_ROW + 8;
  const bottom = top + items.length * ROW + 6;
  const labelSpace = Math.min(
    width * 0.36,
    Math.max(...items.map(({ label }) => textWidth(label, 12) * BOLD)),
  );
  const x = scaleLinear(f1Domain(items), [PAD + labelSpace + 14, width - PAD - DIFFERENCE - 8]).nice(5);
  const left = x.range()[0]!;

  const root = figureRoot({
    width,
    height: bottom + AXIS,
    theme,
    title: title ?? words.title(full.name),
    description: items
      .map((item) => `${item.label}: ${item.full.f1.toFixed(2)}, ${item.tails.f1.toFixed(2)}`)
      .join("; "),
  });
  if (title) {
    const text = fitText(title, 14, width - 2 * PAD);
    root.append(el("text", { x: PAD, y: 23, "font-size": 14, "font-weight": 600 }, text));
  }
  root.append(legend(entries, places, PAD, legendTop + LEGEND_ROW / 2, theme));
  for (const { at, label } of linearTicks(x, 70)) {
    root.append(
      el("line", { x1: at, x2: at, y1: top, y2: bottom, stroke: theme.grid }),
      el("text", { x: at, y: bottom + 15, fill: theme.muted, "text-anchor": "middle" }, label),
    );
  }
  root.append(
    el("text", { x: left, y: bottom + 31, fill: theme.muted }, words.x),
    el("text", { x: width - PAD, y: bottom + 31, fill: theme.muted, "text-anchor": "end" }, words.difference),
    el("line", { x1: PAD, x2: width - PAD, y1: top + ROW + 3, y2: top + ROW + 3, stroke: theme.faded }),
    ...items.map((item, i) =>
      dumbbellRow(item, top + (i + 0.5) * ROW + (i > 0 ? 6 : 0), {
        x,
        left: left - 14,
        right: width - PAD,
        labelSpace,
        theme,
        words,
        modes,
        difference: formatDifference(item.tails.f1 - item.full.f1),
      }),
    ),
  );
  return root;
}

/** From 0 to the best score, or the upper end of its interval. */
export function f1Domain(items: readonly DumbbellItem[]): [number, number] {
  const scores = items.flatMap((item) =>
    [item.full, item.tails].map(({ f1, interval }) => Math.max(f1, interval?.high ?? 0)),
  );
  return [0, Math.max(0.01, ...scores)];
}

/** The macro mean, then the categories, best first by the better of the two. */
export function dumbbellItems(
  full: LevelReport,
  tails: LevelReport,
  meanName = DUMBBELL_WORDS.mean,
  intervals?: CategoryIntervals,
): DumbbellItem[] {
  const rows = full.labels.map((_, i) => categoryItem(full, tails, i, intervals));
  rows.sort((a, b) => Math.max(b.full.f1, b.tails.f1) - Math.max(a.full.f1, a.tails.f1));
  return [meanItem(full, tails, meanName), ...rows];
}

export function meanItem(full: LevelReport, tails: LevelReport, label: string): DumbbellItem {
  return {
    ...{ label, isMean: true },
    full: { f1: full.macroF1, interval: full.macroF1Interval },
    tails: { f1: tails.macroF1, interval: tails.macroF1Interval },
  };
}

export function categoryItem(
  full: LevelReport,
  tails: LevelReport,
  index: number,
  intervals: CategoryIntervals | undefined,
): DumbbellItem {
  return {
    label: shortLabel([full.labels[index]!]),
    full: score(full.f1[index]!, intervals?.full[index]),
    tails: score(tails.f1[index]!, intervals?.tails[index]),
  };
}

function score(f1: number, interval: Interval | undefined) {
  return interval === undefined ? { f1 } : { f1, interval };
}

/** A row for each category, and the macro mean with its interval where it has one. */
export function dumbbellCsv(
  full: LevelReport,
  tails: LevelReport,
  intervals?: CategoryIntervals,
): (string | number)[][] {
  return [
    [full.name, ...ITEM_COLUMNS],
    ...dumbbellItems(full, tails, DUMBBELL_WORDS.mean, intervals).map(itemCells),
  ];
}

/** What `itemCells` gives after the label. */
export const ITEM_COLUMNS: readonly string[] = [
  ...["full", "tails"].flatMap((mode) => [`f1_${mode}`, `low_${mode}`, `high_${mode}`]),
  "tails_minus_full",
];

export function itemCells({ label, full, tails }: DumbbellItem): (string | number)[] {
  const scores = [full, tails].flatMap(({ f1, interval }) => [f1, interval?.low ?? "", interval?.high ?? ""]);
  return [label, ...scores, tails.f1 - full.f1];
}
