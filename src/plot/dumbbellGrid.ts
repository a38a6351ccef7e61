import { scaleLinear } from "d3-scale";
import type { LevelReport } from "../core/api.ts";
import { linearTicks } from "./axes.ts";
import { type DumbbellItem, dumbbellRow, ROW } from "./dumbbellRow.ts";
import {
  type CategoryIntervals,
  categoryItem,
  DUMBBELL_WORDS,
  f1Domain,
  ITEM_COLUMNS,
  itemCells,
  meanItem,
} from "./f1Dumbbells.ts";
import { formatDifference } from "./format.ts";
import { LEGEND_ROW, legend, legendPlaces } from "./legend.ts";
import { MODE_NAMES, modeLegend } from "./modeMarks.ts";
import { el, figureRoot } from "./svg.ts";
import { BOLD, fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** One report's scores of a level. */
export interface DumbbellPanel {
  name: string;
  full: LevelReport;
  tails: LevelReport;
  /** Of each category, where they are known. */
  intervals?: CategoryIntervals;
}

export interface DumbbellGridOptions {
  width: number;
  theme: Theme;
  /** What it is; drawn on top where `title` is given. */
  name: string;
  title?: string;
  words?: typeof DUMBBELL_WORDS;
  modes?: typeof MODE_NAMES;
}

const PAD = 12;
const TITLE = 24;
const HEADING = 24;
const AXIS = 26;
const DIFFERENCE = 46;
const GAP = 20;
const LEAST_PANEL = 300;

/** Small multiples: a panel for each report, all with one axis and one order of categories, best first. */
export function dumbbellGrid(panels: readonly DumbbellPanel[], options: DumbbellGridOptions): SVGSVGElement {
  const { width, theme, name, title, words = DUMBBELL_WORDS, modes = MODE_NAMES } = options;
  const columns = Math.max(1, Math.min(panels.length, Math.floor((width + GAP) / (LEAST_PANEL + GAP))));
  const panelWidth = (width - GAP * (columns - 1)) / columns;
  const items = gridItems(panels, words.mean);
  const domain = f1Domain(items.flat());
  const entries = modeLegend(["full", "tails"], theme, modes);
  const places = legendPlaces(
    entries.map(({ label }) => label),
    width - 2 * PAD,
    11,
  );
  const legendTop = PAD + (title ? TITLE : 0);
  const top = legendTop + (1 + Math.max(...places.map(({ row }) => row))) * LEGEND_ROW + 4;
  const nRows = items[0]?.length ?? 0;
  const panelHeight = HEADING + nRows * ROW + 10 + AXIS;
  const nDown = Math.ceil(panels.length / columns);
  const root = figureRoot({
    ...{ width, height: top + nDown * (panelHeight + GAP), theme, title: title ?? name },
    description: panels.map((panel, i) => `${panel.name}: ${items[i]!.map(inWords).join("; ")}.`).join(" "),
  });
  if (title) {
    const text = fitText(title, 14, width - 2 * PAD);
    root.append(el("text", { x: PAD, y: 23, "font-size": 14, "font-weight": 600 }, text));
  }
  root.append(legend(entries, places, PAD, legendTop + LEGEND_ROW / 2, theme));
  panels.forEach((panel, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const place = `translate(${column * (panelWidth + GAP)},${top + row * (panelHeight + GAP)})`;
    root.append(el("g", { transform: place }, ...drawPanel(panel.name, items[i]!)));
  });
  return root;

  function drawPanel(heading: string, own: readonly DumbbellItem[]): SVGElement[] {
    const labelSpace = Math.min(
      panelWidth * 0.36,
      Math.max(...own.map(({ label }) => textWidth(label, 12) * BOLD)),
    );
    const left = PAD + labelSpace + 14;
    const x = scaleLinear(domain, [left, panelWidth - PAD - DIFFERENCE]).nice(4);
    const bottom = HEADING + own.length * ROW + 8;
    return [
      el(
        "text",
        { x: PAD, y: 15, "font-size": 12, "font-weight": 600 },
        fitText(heading, 12, (panelWidth - 2 * PAD) / BOLD),
      ),
      ...linearTicks(x, 60).flatMap(({ at, label }) => [
        el("line", { x1: at, x2: at, y1: HEADING, y2: bottom, stroke: theme.grid }),
        el("text", { x: at, y: bottom + 15, fill: theme.muted, "text-anchor": "middle" }, label),
      ]),
      ...own.map((item, i) =>
        dumbbellRow(item, HEADING + (i + 0.5) * ROW + (i > 0 ? 6 : 0), {
          ...{ x, left: left - 14, right: panelWidth - PAD, labelSpace, theme, words, modes },
          difference: formatDifference(item.tails.f1 - item.full.f1),
        }),
      ),
    ];
  }
}

/** Each panel's macro mean, then its categories: by the mean over panels of the better of the two modes. */
export function gridItems(panels: readonly DumbbellPanel[], meanName: string): DumbbellItem[][] {
  const labels = panels[0]?.full.labels ?? [];
  const best = (i: number) =>
    panels.reduce((sum, { full, tails }) => sum + Math.max(full.f1[i]!, tails.f1[i]!), 0);
  const order = labels.map((_, i) => i).sort((a, b) => best(b) - best(a) || a - b);
  return panels.map(({ full, tails, intervals }) => [
    meanItem(full, tails, meanName),
    ...order.map((i) => categoryItem(full, tails, i, intervals)),
  ]);
}

export function gridCsv(panels: readonly DumbbellPanel[], meanName: string): (string | number)[][] {
  const rows = gridItems(panels, meanName).flatMap((items, i) =>
    items.map((item) => [panels[i]!.name, ...itemCells(item)]),
  );
  return [["report", panels[0]?.full.name ?? "category", ...ITEM_COLUMNS], ...rows];
}

function inWords({ label, full, tails }: DumbbellItem): string {
  return `${label} ${full.f1.toFixed(2)}, ${tails.f1.toFixed(2)}`;
}
