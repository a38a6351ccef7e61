import {
  type ContributionLayout,
  HEAD,
  LABEL_SIZE,
  PAD,
  rankTicks,
  TITLE_ROW,
} from "./contributionLayout.ts";
import type { ContributionWords } from "./contributionMap.ts";
import { divergingScale, paintDivergingLegend } from "./diverging.ts";
import type { Surface } from "./surface.ts";
import { fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

const SIZE = 11;
/** Cells from this size on stand apart. */
const GAP_CELL = 7;

interface Look {
  theme: Theme;
  words: ContributionWords;
}

/** The map on any surface, over what `paintLayers` painted. `rows`: [class][layer], drawn as columns. */
export function paintContributions(
  surface: Surface,
  { rows, labels }: { rows: readonly Float64Array[]; labels: readonly string[] },
  layout: ContributionLayout,
  { theme, words }: Look,
): void {
  const { left, top, cellWidth, cellHeight, title } = layout;
  if (title) surface.text(title, PAD, TITLE_ROW / 2 + 4, { size: 14, fill: theme.text, bold: true });
  const scale = divergingScale(
    rows.flatMap((row) => [...row]),
    theme,
  );
  paintHead(surface, layout, scale, words, theme);
  const gaps = [cellWidth >= GAP_CELL ? 1 : 0, cellHeight >= GAP_CELL ? 1 : 0] as const;
  rows.forEach((row, column) => {
    row.forEach((difference, layer) => {
      if (difference === 0) return;
      const x = left + column * cellWidth;
      // without gaps neighbours overlap a little, lest the ground shines through between them
      const wide = gaps[0] ? cellWidth - 1 : cellWidth + 0.4;
      surface.rect(x, top + layer * cellHeight, wide, cellHeight - gaps[1], scale.color(difference));
    });
  });
  surface.frame(
    left - 0.5,
    top - 0.5,
    layout.columns * cellWidth + 1,
    layout.rows * cellHeight + 1,
    theme.grid,
    1,
  );
  paintClasses(surface, labels, layout, words, theme);
}

function paintHead(
  surface: Surface,
  { left, top, width }: ContributionLayout,
  scale: ReturnType<typeof divergingScale>,
  words: ContributionWords,
  theme: Theme,
): void {
  const y = top - HEAD / 2 - 1;
  const style = { size: SIZE, fill: theme.muted };
  surface.text(words.layer, left - 6, top - 6, { ...style, size: LABEL_SIZE, anchor: "end" });
  const room = width - left - PAD;
  const written = textWidth(words.forGuess, SIZE) + textWidth(words.forClass, SIZE) + 20 <= room - 215;
  if (written) surface.text(words.forGuess, left, y, style);
  const start = left + (written ? textWidth(words.forGuess, SIZE) + 16 : 0);
  const end = paintDivergingLegend(surface, scale, { x: start, y, unit: words.unit }, theme);
  if (written) surface.text(words.forClass, end + 10, y, style);
}

/** The ground, and the rows' layers, with a mark at the one that is looked at. */
export function paintLayers(
  surface: Surface,
  { width, height, left, top, rows, cellHeight }: ContributionLayout,
  selected: number | undefined,
  theme: Theme,
): void {
  surface.rect(0, 0, width, height, theme.background);
  const step = Math.max(1, Math.ceil(12 / cellHeight));
  for (let layer = 0; layer < rows; layer++) {
    const on = layer === selected;
    const near = selected !== undefined && Math.abs(layer - selected) * cellHeight < 11;
    if (!on && (layer % step !== 0 || near)) continue;
    const style = {
      size: LABEL_SIZE,
      fill: on ? theme.accent : theme.muted,
      bold: on,
      anchor: "end",
    } as const;
    surface.text(String(layer), left - 6, top + (layer + 0.5) * cellHeight, style);
  }
  if (selected !== undefined && selected < rows) {
    surface.rect(left - 3, top + selected * cellHeight, 2, cellHeight, theme.accent);
  }
}

function paintClasses(
  surface: Surface,
  labels: readonly string[],
  { left, top, rows, columns, cellWidth, cellHeight, groups, ...layout }: ContributionLayout,
  words: ContributionWords,
  theme: Theme,
): void {
  const bottom = top + rows * cellHeight;
  const style = { size: LABEL_SIZE, fill: theme.muted } as const;
  const middle = (start: number, length = 1) => left + (start + length / 2) * cellWidth;
  if (layout.labels === "all") {
    labels.forEach((label, i) => {
      const text = fitText(label, LABEL_SIZE, layout.labelSpace + 0.5);
      surface.text(text, middle(i), bottom + 6, { ...style, anchor: "end", upward: true });
    });
  } else if (layout.labels === "groups") {
    for (const { label, start, length } of groups) {
      const text = fitText(label, LABEL_SIZE, length * cellWidth - 4);
      surface.text(text, middle(start, length), bottom + 9, { ...style, anchor: "middle" });
      if (start > 0) surface.rect(left + start * cellWidth - 0.5, top, 1, bottom - top, theme.background);
    }
  } else {
    const right = left + columns * cellWidth;
    const free = right - textWidth(words.ranks, LABEL_SIZE) - 12;
    for (const rank of rankTicks(columns, right - left)) {
      const x = middle(rank - 1);
      surface.rect(x - 0.5, bottom, 1, 3, theme.muted);
      if (x < free) surface.text(String(rank), x, bottom + 10, { ...style, anchor: "middle" });
    }
    surface.text(words.ranks, right, bottom + 10, { ...style, anchor: "end" });
  }
}
