import type { DimensionMapOptions, DimensionWords, TailLookup } from "./dimensionMap.ts";
import { type DimensionMapLayout, LABEL_SIZE, LEGEND, PAD, TITLE_ROW } from "./dimensionMapLayout.ts";
import { ALWAYS, RARE, type Standing, standing } from "./dimensionStanding.ts";
import { type Diverging, divergingScale, paintDivergingLegend } from "./diverging.ts";
import type { Surface } from "./surface.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

const SIZE = 11;

type Look = Pick<DimensionMapOptions, "theme" | "dModel" | "profile"> & {
  words: DimensionWords;
};

/** The map on any surface, over what `paintLayers` painted: colour by sign and size; with a profile, size by how unusual, and frames for the extremes. */
export function paintDimensionMap(
  surface: Surface,
  tailAt: TailLookup,
  layout: DimensionMapLayout,
  look: Look,
): void {
  const { left, top, cellWidth, cellHeight, rows, dimensions, more } = layout;
  const { theme, words, dModel, profile } = look;
  if (layout.title) {
    surface.text(layout.title, PAD, TITLE_ROW / 2 + 4, { size: 14, fill: theme.text, bold: true });
  }
  const right = left + dimensions.length * cellWidth;
  const muted = { size: SIZE, fill: theme.muted };
  surface.text(words.layer, left - 7, top - 8, { ...muted, size: LABEL_SIZE, anchor: "end" });
  if (dimensions.length === 0) {
    surface.text(words.none, left + 8, top + (rows * cellHeight) / 2, muted);
    return;
  }

  const marks = dimensions.flatMap(({ dimension }, column) =>
    Array.from({ length: rows }, (_, layer) => ({ column, layer, tail: tailAt(layer, dimension) })),
  );
  const values = marks.flatMap(({ tail }) => (tail ? [tail.value] : []));
  const scale = divergingScale(values, theme, 0.5);
  paintLegend(surface, layout, scale, look);
  for (const { column, layer, tail } of marks) {
    if (!tail) continue;
    const cell = { x: left + column * cellWidth, y: top + layer * cellHeight };
    paintMark(
      surface,
      { ...cell, width: cellWidth, height: cellHeight },
      {
        fill: strong(scale, tail.value),
        at: standing(tail, layer, dModel, profile),
        theme,
      },
    );
  }
  dimensions.forEach(({ dimension }, column) => {
    const place = { size: LABEL_SIZE, fill: theme.text, anchor: "start", upward: true } as const;
    surface.text(String(dimension), left + (column + 0.5) * cellWidth, top - 4, place);
  });
  if (more > 0) surface.text(words.more(more), right + 8, top + (rows * cellHeight) / 2, muted);
}

/** The ground, and a line and a number for each layer, with a band for the one that is looked at. */
export function paintLayers(
  surface: Surface,
  { width, height, left, top, cellWidth, cellHeight, rows, dimensions }: DimensionMapLayout,
  selected: number,
  theme: Theme,
): void {
  const right = left + dimensions.length * cellWidth;
  surface.rect(0, 0, width, height, theme.background);
  if (selected < rows) {
    surface.rect(0, top + selected * cellHeight, right, cellHeight, theme.selected);
    surface.rect(0, top + selected * cellHeight, 3, cellHeight, theme.accent);
  }
  const step = Math.max(1, Math.ceil(12 / cellHeight));
  for (let layer = 0; layer < rows; layer++) {
    const middle = top + (layer + 0.5) * cellHeight;
    surface.rect(left, middle - 0.5, right - left, 1, theme.grid);
    const on = layer === selected;
    if (!on && (layer % step !== 0 || Math.abs(layer - selected) * cellHeight < 11)) continue;
    const style = {
      size: LABEL_SIZE,
      fill: on ? theme.accent : theme.muted,
      bold: on,
      anchor: "end",
    } as const;
    surface.text(String(layer), left - 7, middle, style);
  }
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Part of a cell that a mark takes: all of it where nothing is known, more the more unusual the value is. */
export function markShare(at: Standing | undefined): number {
  if (at === undefined) return 0.8;
  return 0.32 + 0.6 * Math.min(1, Math.abs(at.z ?? 0) / 4);
}

function paintMark(
  surface: Surface,
  { x, y, width, height }: Box,
  { fill, at, theme }: { fill: string; at: Standing | undefined; theme: Theme },
): void {
  const share = markShare(at);
  const side = Math.min(width, height * 2) * share;
  const tall = Math.min(side, (height - 1) * Math.max(share, 0.6));
  surface.rect(x + (width - side) / 2, y + (height - tall) / 2, side, tall, fill);
  if (at === undefined || (at.tailShare <= ALWAYS && at.tailShare >= RARE)) return;
  const rare = at.tailShare < RARE;
  const stroke = rare ? theme.accent : theme.faded;
  surface.frame(x + 1, y + 0.75, width - 2, height - 1.5, stroke, rare ? 1.5 : 1);
}

/** A value in the tails is never as pale as the ground. */
function strong({ limit, color }: Diverging, value: number): string {
  return color(Math.sign(value) * Math.max(Math.abs(value), limit * 0.06));
}

function paintLegend(
  surface: Surface,
  { left, width, title }: DimensionMapLayout,
  scale: Diverging,
  { theme, words, profile }: Look,
): void {
  const y = (title ? TITLE_ROW : 0) + LEGEND / 2;
  const style = { size: SIZE, fill: theme.muted };
  surface.text(words.value, left, y, style);
  const start = left + textWidth(words.value, SIZE) + 10;
  let x = paintDivergingLegend(surface, scale, { x: start, y, unit: "" }, theme) + 18;
  if (!profile) return;
  for (const [label, stroke, lineWidth] of [
    [words.always, theme.faded, 1],
    [words.rare, theme.accent, 1.5],
  ] as const) {
    if (x + 18 + textWidth(label, SIZE) > width - PAD) return;
    surface.frame(x, y - 5, 11, 10, stroke, lineWidth);
    surface.text(label, x + 17, y, style);
    x += 17 + textWidth(label, SIZE) + 16;
  }
}
