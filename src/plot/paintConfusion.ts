import {
  type Cell,
  type ConfusionLayout,
  type ConfusionLevel,
  SUBTITLE_ROW,
  SUBTITLE_SIZE,
  TITLE_ROW,
  TITLE_SIZE,
} from "./confusionLayout.ts";
import { cellWords, confusionRamp, type Ramp } from "./confusionRamp.ts";
import { fitLabel } from "./labels.ts";
import type { Surface } from "./surface.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** Cells from this size on show their counts. */
const COUNT_CELL = 18;
/** Cells from this size on stand apart. */
const GAP_CELL = 9;
/** Labels stand at least so far apart, pixels. */
const LABEL_STEP = 11;

export const CONFUSION_WORDS = { trueAxis: "true ↓", predictedAxis: "predicted →" };

/** The whole figure on any surface: the drawing that screen, PNG and SVG share. */
export function paintConfusion(
  surface: Surface,
  level: ConfusionLevel,
  layout: ConfusionLayout,
  theme: Theme,
  words = CONFUSION_WORDS,
): void {
  const ramp = confusionRamp(level, theme);
  surface.rect(0, 0, layout.width, layout.height, theme.background);
  paintHeading(surface, layout, theme, words);
  paintLegend(surface, layout, ramp, theme);
  paintCells(surface, level, layout, ramp);
  if (layout.groups.length > 0) paintGroupLines(surface, layout, theme);
  paintLabels(surface, level, layout, theme);
}

/** Row and column of a cell, and the stretch of the figure that they take: none of it where they are out of view. */
export function cellBox({ left, top, side, cell, window }: ConfusionLayout, { row, column }: Cell) {
  return {
    ...stretch(left, side, (column - window.x) * cell, cell, "x", "width"),
    ...stretch(top, side, (row - window.y) * cell, cell, "y", "height"),
  };
}

function stretch<A extends string, B extends string>(
  start: number,
  side: number,
  from: number,
  size: number,
  at: A,
  length: B,
): Record<A | B, number> {
  const [low, high] = [from, from + size].map((end) => Math.min(side, Math.max(0, end)));
  return { [at]: start + low!, [length]: high! - low! } as Record<A | B, number>;
}

function paintHeading(
  surface: Surface,
  { title, subtitle, left, top, pad }: ConfusionLayout,
  theme: Theme,
  words: typeof CONFUSION_WORDS,
): void {
  title.forEach((line, i) => {
    surface.text(line, pad, pad + (i + 0.5) * TITLE_ROW, { size: TITLE_SIZE, fill: theme.text, bold: true });
  });
  subtitle.forEach((line, i) => {
    const y = pad + title.length * TITLE_ROW + (i + 0.5) * SUBTITLE_ROW;
    surface.text(line, pad, y, { size: SUBTITLE_SIZE, fill: theme.muted });
  });
  const y = top - 9;
  surface.text(words.trueAxis, left - 6, y, { size: 11, fill: theme.muted, anchor: "end" });
  surface.text(words.predictedAxis, left, y, { size: 11, fill: theme.muted });
}

function paintLegend(surface: Surface, layout: ConfusionLayout, ramp: Ramp, theme: Theme): void {
  const { marks, isSigned } = ramp;
  const [first, last] = [marks[0]!.words, marks.at(-1)!.words];
  const length = Math.min(120, layout.width * 0.2);
  const y = layout.top - 14;
  const right = Math.min(layout.width - layout.pad, Math.max(layout.left + layout.side, layout.left + 230));
  const start = right - textWidth(last, 11) - 6 - length;
  const style = { size: 11, fill: theme.muted, anchor: "end" } as const;
  for (let x = 0; x < length; x++) {
    const share = (x + 0.5) / length;
    surface.rect(start + x, y, Math.min(1.5, length - x), 9, ramp.color(isSigned ? 2 * share - 1 : share));
  }
  surface.text(first, start - 6, y + 5, style);
  surface.text(last, right, y + 5, style);
  surface.rect(start + length / 2 - 0.5, y - 3, 1, 3, theme.muted);
  surface.text(marks[1]!.words, start + length / 2, y - 9, { ...style, size: 10, anchor: "middle" });
}

function paintCells(
  surface: Surface,
  { confusion }: ConfusionLevel,
  { left, top, side, cell, n, window }: ConfusionLayout,
  ramp: Ramp,
): void {
  const gap = cell >= COUNT_CELL ? 1 : 0;
  const edge = (index: number, from: number) =>
    Math.round(Math.min(side, Math.max(0, (index - from) * cell)));
  if (gap === 0) surface.rect(left, top, side, side, ramp.color(0));
  const rows = inView(window.y, window.span, n);
  const columns = inView(window.x, window.span, n);
  for (const i of rows) {
    const [y0, y1] = [edge(i, window.y), edge(i + 1, window.y)];
    for (const j of columns) {
      const count = confusion[i]![j]!;
      if (count === 0 && gap === 0) continue;
      const [x0, x1] = [edge(j, window.x), edge(j + 1, window.x)];
      const [width, height] = [x1 - x0 - gap, y1 - y0 - gap];
      if (width <= 0 || height <= 0) continue;
      surface.rect(left + x0, top + y0, width, height, ramp.color(ramp.at(count)));
      if (count === 0 || cell < COUNT_CELL || width < cell * 0.8 || height < cell * 0.8) continue;
      const words = cellWords(count, ramp);
      const size = Math.min(12, cell * 0.42, (cell - 3) / textWidth(words, 1));
      surface.text(words, left + x0 + width / 2, top + y0 + height / 2, {
        ...{ size, fill: ramp.ink(ramp.at(count)), anchor: "middle" },
      });
    }
  }
}

/** Indices of the cells that are wholly or partly on show. */
function inView(from: number, span: number, n: number): number[] {
  const first = Math.max(0, Math.floor(from));
  const end = Math.min(n, Math.ceil(from + span - 1e-9));
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

function paintGroupLines(
  surface: Surface,
  { left, top, cell, side, groups, window }: ConfusionLayout,
  theme: Theme,
): void {
  const thickness = cell >= GAP_CELL ? 1.5 : cell >= 4 ? 1 : 0.5;
  for (const { start } of groups.slice(1)) {
    const [x, y] = [(start - window.x) * cell, (start - window.y) * cell];
    if (x > 0 && x < side) surface.rect(left + x - thickness / 2, top, thickness, side, theme.background);
    if (y > 0 && y < side) surface.rect(left, top + y - thickness / 2, side, thickness, theme.background);
  }
}

function paintLabels(surface: Surface, level: ConfusionLevel, layout: ConfusionLayout, theme: Theme): void {
  const { left, top, side, labelSpace, columnSpace, fontSize: size, window } = layout;
  for (const { label: full, middle } of placedLabels(level, layout, window.y)) {
    const label = fitLabel(full, size, labelSpace + 0.5);
    surface.text(label, left - 6, top + middle, { size, fill: theme.text, anchor: "end" });
  }
  for (const { label: full, middle } of placedLabels(level, layout, window.x)) {
    const label = fitLabel(full, size, columnSpace + 0.5);
    const place = { size, fill: theme.text, anchor: "end", upward: true } as const;
    surface.text(label, left + middle, top + side + 6, place);
  }
}

/** The labels along one side, where its window begins at `from`: those that have room, each at the middle of its cells in view. */
export function placedLabels(
  { labels: names }: ConfusionLevel,
  { labels, groups, cell, side, n, window: { span } }: ConfusionLayout,
  from: number,
): { label: string; middle: number }[] {
  if (labels === "groups") {
    return groups.flatMap(({ label, start, length }) => {
      const [low, high] = [start, start + length].map((at) =>
        Math.min(side, Math.max(0, (at - from) * cell)),
      );
      return high! - low! >= LABEL_STEP ? [{ label, middle: (low! + high!) / 2 }] : [];
    });
  }
  const step = labels === "all" ? 1 : Math.ceil(LABEL_STEP / cell);
  return inView(from, span, n).flatMap((index) => {
    const middle = (index + 0.5 - from) * cell;
    const isWithin =
      middle >= Math.min(cell, LABEL_STEP) * 0.4 && middle <= side - Math.min(cell, LABEL_STEP) * 0.4;
    return index % step === 0 && isWithin ? [{ label: names[index]!, middle }] : [];
  });
}
