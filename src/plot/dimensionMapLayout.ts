import type { Cell } from "./confusionLayout.ts";
import { type LivingDimension, livingDimensions } from "./dimensionStanding.ts";
import type { Sketches } from "./stackLayout.ts";
import { textWidth } from "./textWidth.ts";

/** Where the map stands: a row for each layer, a column for each dimension. CSS pixels. */
export interface DimensionMapLayout {
  width: number;
  height: number;
  left: number;
  top: number;
  cellWidth: number;
  cellHeight: number;
  rows: number;
  /** One a column. */
  dimensions: LivingDimension[];
  /** How many had no room. */
  more: number;
  title: string | undefined;
}

export const PAD = 12;
export const TITLE_ROW = 22;
/** Legend, then the dimensions' indices. */
export const LEGEND = 22;
export const LABEL_SIZE = 10;
const LEFT = 34;
/** A column: wide enough for its index written upward, no wider than looks well. */
const LEAST = 13;
const MOST = 26;
/** For “+ 120 more”. */
const MORE = 70;

export function dimensionMapLayout(
  sketches: Sketches,
  { width, height, title }: { width: number; height: number; title?: string | undefined },
): DimensionMapLayout {
  const all = livingDimensions(sketches);
  const room = width - LEFT - PAD;
  const fits = Math.floor(room / LEAST);
  const shown = all.length <= fits ? all.length : Math.max(1, Math.floor((room - MORE) / LEAST));
  const dimensions = all.slice(0, shown);
  const cellWidth = Math.min(MOST, (all.length > shown ? room - MORE : room) / Math.max(1, shown));
  const labels = Math.max(8, ...dimensions.map(({ dimension }) => textWidth(String(dimension), LABEL_SIZE)));
  const top = Math.round((title ? TITLE_ROW : 0) + LEGEND + labels + 8);
  const rows = Math.max(1, sketches.length);
  const cellHeight = Math.max(2, (height - top - 4) / rows);
  const more = all.length - shown;
  return { width, height, left: LEFT, top, cellWidth, cellHeight, rows, dimensions, more, title };
}

export function dimensionCellAt(
  { left, top, rows, dimensions, cellWidth, cellHeight }: DimensionMapLayout,
  x: number,
  y: number,
): Cell | undefined {
  const column = Math.floor((x - left) / cellWidth);
  const row = Math.floor((y - top) / cellHeight);
  const inside = row >= 0 && row < rows && column >= 0 && column < dimensions.length;
  return inside ? { row, column } : undefined;
}
