import { interpolateCividis } from "d3-scale-chromatic";
import { formatPercent } from "./format.ts";
import { layerTicks } from "./layerCurve.ts";
import type { Surface } from "./surface.ts";
import type { LabelledTailMap, TailMapLayout } from "./tailMapLayout.ts";
import { fitText } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

const PAD = 12;
const TITLE_ROW = 20;
const SIZE = 11;

export const TAIL_MAP_WORDS = {
  legend: "fewer than 3 values in the tails, share of sentences",
  layer: "layer →",
  keys: (classes: number, layers: number) =>
    `${classes} classes, ${layers} layers; arrow keys move from cell to cell`,
};

/** The map on any surface: bright where every sentence's layer is at the floor, dark where the tails speak. */
export function paintTailMap(
  surface: Surface,
  map: LabelledTailMap,
  layout: TailMapLayout,
  theme: Theme,
  words = TAIL_MAP_WORDS,
): void {
  const { left, top, cellWidth, cellHeight, rows, columns } = layout;
  surface.rect(0, 0, layout.width, layout.height, theme.background);
  layout.title.forEach((line, i) => {
    surface.text(line, PAD, PAD + (i + 0.5) * TITLE_ROW, { size: 14, fill: theme.text, bold: true });
  });
  paintLegend(surface, layout, theme, words.legend);
  map.floorShare.forEach((row, i) => {
    row.forEach((share, j) => {
      surface.rect(
        left + j * cellWidth,
        top + i * cellHeight,
        Math.max(1, cellWidth - (cellWidth > 6 ? 1 : 0)),
        Math.max(1, cellHeight - (cellHeight > 6 ? 1 : 0)),
        interpolateCividis(share),
      );
    });
  });
  for (const { start } of layout.labels === "groups" ? layout.groups.slice(1) : []) {
    surface.rect(left, top + start * cellHeight - 0.5, columns * cellWidth, 1, theme.background);
  }
  paintLabels(surface, map, layout, theme);
  const bottom = top + rows * cellHeight;
  for (const layer of layerTicks(Math.max(0, columns - 1), columns * cellWidth)) {
    const middle = left + (layer + 0.5) * cellWidth;
    surface.text(String(layer), middle, bottom + 10, { size: SIZE, fill: theme.muted, anchor: "middle" });
  }
  surface.text(words.layer, left, bottom + 26, { size: SIZE, fill: theme.muted });
}

function paintLegend(
  surface: Surface,
  { left, top, width }: TailMapLayout,
  theme: Theme,
  words: string,
): void {
  const y = top - 24;
  const length = Math.min(120, width * 0.25);
  surface.text(words, PAD, y - 8, {
    size: SIZE,
    fill: theme.muted,
  });
  for (let x = 0; x < length; x++) {
    surface.rect(left + x, y + 4, Math.min(1.5, length - x), 9, interpolateCividis((x + 0.5) / length));
  }
  surface.text(formatPercent(0, 0), left - 6, y + 9, { size: SIZE, fill: theme.muted, anchor: "end" });
  surface.text(formatPercent(1, 0), left + length + 6, y + 9, { size: SIZE, fill: theme.muted });
}

function paintLabels(
  surface: Surface,
  { labels }: LabelledTailMap,
  { left, top, cellHeight, groups, labelSpace, labels: which }: TailMapLayout,
  theme: Theme,
): void {
  const written =
    which === "all"
      ? labels.map((label, i) => ({ label, middle: i + 0.5 }))
      : which === "groups"
        ? groups.map(({ label, start, length }) => ({ label, middle: start + length / 2 }))
        : [];
  for (const { label, middle } of written) {
    surface.text(fitText(label, SIZE, labelSpace + 0.5), left - 6, top + middle * cellHeight, {
      ...{ size: SIZE, fill: theme.text, anchor: "end" },
    });
  }
}
