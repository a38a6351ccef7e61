import { max } from "d3-array";
import { interpolateCividis } from "d3-scale-chromatic";
import {
  type ConfusionLayout,
  type ConfusionLevel,
  PAD,
  SUBTITLE_ROW,
  SUBTITLE_SIZE,
  TITLE_ROW,
  TITLE_SIZE,
} from "./confusionLayout.ts";
import { formatCount, typographic } from "./format.ts";
import type { Surface } from "./surface.ts";
import { fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** Cells from this size on show their counts. */
const COUNT_CELL = 18;
/** Cells from this size on stand apart. */
const GAP_CELL = 9;
const MANY_CLASSES = 40;

/** The whole figure on any surface: the drawing that screen, PNG and SVG share. */
export function paintConfusion(
  surface: Surface,
  level: ConfusionLevel,
  layout: ConfusionLayout,
  theme: Theme,
): void {
  const ramp = rampOf(level);
  surface.rect(0, 0, layout.width, layout.height, theme.background);
  paintHeading(surface, layout, theme);
  paintLegend(surface, layout, ramp, theme);
  paintCells(surface, level, layout, ramp);
  if (layout.cell < GAP_CELL || layout.groups.length > 0) paintGroupLines(surface, layout, theme);
  paintLabels(surface, level, layout, theme);
}

function paintHeading(surface: Surface, { title, subtitle, left, top }: ConfusionLayout, theme: Theme): void {
  title.forEach((line, i) => {
    const y = PAD + (i + 0.5) * TITLE_ROW;
    surface.text(line, PAD, y, { size: TITLE_SIZE, fill: theme.text, bold: true });
  });
  subtitle.forEach((line, i) => {
    const y = PAD + title.length * TITLE_ROW + (i + 0.5) * SUBTITLE_ROW;
    surface.text(line, PAD, y, { size: SUBTITLE_SIZE, fill: theme.muted });
  });
  const y = top - 9;
  surface.text("true ↓", left - 6, y, { size: 11, fill: theme.muted, anchor: "end" });
  surface.text("predicted →", left, y, { size: 11, fill: theme.muted });
}

interface Ramp {
  greatest: number;
  /** The count in the middle of the ramp. */
  middle: number;
  /** Share of the ramp, [0, 1]. */
  at: (count: number) => number;
}

/** Many classes make single errors faint beside the diagonal: there the ramp goes by the square root. */
function rampOf({ confusion, labels }: ConfusionLevel): Ramp {
  const greatest = Math.max(1, max(confusion, (row) => max(row)) ?? 1);
  const power = labels.length > MANY_CLASSES ? 0.5 : 1;
  return {
    greatest,
    middle: greatest * 0.5 ** (1 / power),
    at: (count) => (count / greatest) ** power,
  };
}

function paintLegend(
  surface: Surface,
  layout: ConfusionLayout,
  { greatest, middle }: Ramp,
  theme: Theme,
): void {
  const words = formatCount(greatest);
  const length = Math.min(120, layout.width * 0.2);
  const y = layout.top - 14;
  const right = layout.width - PAD;
  const start = right - textWidth(words, 11) - 6 - length;
  const style = { size: 11, fill: theme.muted, anchor: "end" } as const;
  for (let x = 0; x < length; x++) {
    surface.rect(start + x, y, Math.min(1.5, length - x), 9, interpolateCividis((x + 0.5) / length));
  }
  surface.text("0", start - 6, y + 5, style);
  surface.text(words, right, y + 5, style);
  surface.rect(start + length / 2 - 0.5, y - 3, 1, 3, theme.muted);
  surface.text(typographic(String(middle)), start + length / 2, y - 9, {
    ...style,
    size: 10,
    anchor: "middle",
  });
}

function paintCells(
  surface: Surface,
  { confusion }: ConfusionLevel,
  { left, top, cell, n }: ConfusionLayout,
  { at }: Ramp,
): void {
  const gap = cell >= COUNT_CELL ? 1 : 0;
  if (gap === 0) surface.rect(left, top, n * cell, n * cell, interpolateCividis(0));
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      if (count === 0 && gap === 0) return;
      const [x, y] = [left + j * cell, top + i * cell];
      surface.rect(x, y, cell - gap, cell - gap, interpolateCividis(at(count)));
      if (count === 0 || cell < COUNT_CELL) return;
      const words = formatCount(count);
      const size = Math.min(12, cell * 0.42, (cell - 3) / textWidth(words, 1));
      const fill = at(count) > 0.5 ? "#101418" : "#ffffff";
      surface.text(words, x + (cell - gap) / 2, y + (cell - gap) / 2, { size, fill, anchor: "middle" });
    });
  });
}

function paintGroupLines(
  surface: Surface,
  { left, top, cell, n, groups }: ConfusionLayout,
  theme: Theme,
): void {
  const thickness = cell >= GAP_CELL ? 1.5 : cell >= 4 ? 1 : 0.5;
  for (const { start } of groups.slice(1)) {
    const at = start * cell - thickness / 2;
    surface.rect(left + at, top, thickness, n * cell, theme.background);
    surface.rect(left, top + at, n * cell, thickness, theme.background);
  }
}

function paintLabels(surface: Surface, level: ConfusionLevel, layout: ConfusionLayout, theme: Theme): void {
  const { left, top, cell, n, labels, groups, labelSpace, fontSize: size } = layout;
  const written =
    labels === "all"
      ? level.labels.map((label, i) => ({ label, middle: (i + 0.5) * cell }))
      : labels === "groups"
        ? groups.map(({ label, start, length }) => ({ label, middle: (start + length / 2) * cell }))
        : [];
  for (const { label: full, middle } of written) {
    const label = fitText(full, size, labelSpace + 0.5);
    surface.text(label, left - 6, top + middle, { size, fill: theme.text, anchor: "end" });
    const place = { size, fill: theme.text, anchor: "end", upward: true } as const;
    surface.text(label, left + middle, top + n * cell + 6, place);
  }
}
