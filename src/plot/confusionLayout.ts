import type { LevelReport } from "../core/api.ts";
import { type LabelGroup, labelGroups } from "./labelGroups.ts";
import { textWidth, wrapText } from "./textWidth.ts";

/** A matrix to draw: what LevelReport has of it. `labels` are drawn as they are: shorten them before. */
export type ConfusionLevel = Pick<LevelReport, "name" | "labels" | "confusion">;

export interface Cell {
  /** Index of the true class. */
  row: number;
  /** Index of the predicted class. */
  column: number;
}

/** Where things stand, CSS pixels. */
export interface ConfusionLayout {
  width: number;
  height: number;
  /** Side of a cell. */
  cell: number;
  /** Cells along a side. */
  n: number;
  /** The matrix's corner. */
  left: number;
  top: number;
  /** Which labels fit: each class's, those of groups ("music" of "music · kind"), or none. */
  labels: "all" | "groups" | "none";
  groups: LabelGroup[];
  /** Font size of the labels. */
  fontSize: number;
  /** Longer labels are cut to this. */
  labelSpace: number;
  /** Lines of the heading. */
  title: string[];
  subtitle: string[];
}

export interface ConfusionLayoutOptions {
  title: string;
  subtitle?: string;
  /** Side of a cell; chosen so that every label can be read unless told. */
  cellSize?: number;
}

export const PAD = 12;
export const TITLE_SIZE = 14;
export const TITLE_ROW = 20;
export const SUBTITLE_SIZE = 12;
export const SUBTITLE_ROW = 17;
/** Names of the axes and the legend, over the matrix. */
export const HEAD_ROW = 32;
/** Narrower matrices still have room for axis names and legend. */
const LEAST_WIDTH = 300;
/** Names of groups take no more than this share of the matrix. */
const GROUP_LABEL_SHARE = 0.28;
const GREATEST_CELL = 44;

export function confusionLayout(level: ConfusionLevel, options: ConfusionLayoutOptions): ConfusionLayout {
  const n = level.labels.length;
  const cell = options.cellSize ?? readableCell(n);
  const groups = labelGroups(level.labels);
  const groupFits = groups.length > 0 && groups.every(({ length }) => length * cell >= 12);
  const labels = cell >= 10 ? "all" : groupFits ? "groups" : "none";
  const fontSize = labels === "all" ? Math.min(12, Math.max(8, cell * 0.78)) : n * cell < 400 ? 10 : 11;
  const written = { all: level.labels, groups: groups.map(({ label }) => label), none: [] }[labels];
  const wish = Math.max(0, ...written.map((label) => textWidth(label, fontSize)));
  const labelSpace = labels === "groups" ? Math.min(wish, n * cell * GROUP_LABEL_SHARE) : wish;
  const left = Math.ceil(PAD + Math.max(40, labelSpace + 6));
  const width = Math.max(left + n * cell + PAD, LEAST_WIDTH);
  const title = wrapText(options.title, TITLE_SIZE * 1.06, width - 2 * PAD);
  const subtitle = wrapText(options.subtitle ?? "", SUBTITLE_SIZE, width - 2 * PAD);
  const top = PAD + title.length * TITLE_ROW + subtitle.length * SUBTITLE_ROW + HEAD_ROW;
  const below = labels === "none" ? 0 : Math.ceil(labelSpace) + 6;
  return {
    width,
    height: top + n * cell + below + PAD,
    cell,
    n,
    left,
    top,
    labels,
    groups,
    fontSize,
    labelSpace,
    title,
    subtitle,
  };
}

/** A cell with which every label can be read, and the counts where there are few classes. */
export function readableCell(n: number): number {
  return n <= 12 ? 40 : n <= 40 ? 22 : n <= 200 ? 14 : 11;
}

/** The greatest cell size with which the figure is no wider than `width`: whole pixels, halves for tiny cells. */
export function cellSizeFor(level: ConfusionLevel, width: number): number {
  for (let cellSize = GREATEST_CELL; cellSize > 1; cellSize -= cellSize > 3 ? 1 : 0.5) {
    if (confusionLayout(level, { title: "", cellSize }).width <= width) return cellSize;
  }
  return 1;
}

/** The cell under a point of the figure (CSS pixels from its corner). */
export function cellAt(layout: ConfusionLayout, x: number, y: number): Cell | undefined {
  const column = Math.floor((x - layout.left) / layout.cell);
  const row = Math.floor((y - layout.top) / layout.cell);
  const inside = row >= 0 && column >= 0 && row < layout.n && column < layout.n;
  return inside ? { row, column } : undefined;
}

/** Where an arrow key, Home, End (along the row), Page Up or Page Down (by ten rows) leads; undefined for other keys. */
export function moveCell(cell: Cell, key: string, n: number, columns = n): Cell | undefined {
  const at = (row: number, column: number): Cell => ({ row: clamp(row, n), column: clamp(column, columns) });
  const { row, column } = cell;
  switch (key) {
    case "ArrowUp":
      return at(row - 1, column);
    case "ArrowDown":
      return at(row + 1, column);
    case "ArrowLeft":
      return at(row, column - 1);
    case "ArrowRight":
      return at(row, column + 1);
    case "Home":
      return at(row, 0);
    case "End":
      return at(row, columns - 1);
    case "PageUp":
      return at(row - 10, column);
    case "PageDown":
      return at(row + 10, column);
    default:
      return undefined;
  }
}

function clamp(index: number, n: number): number {
  return Math.max(0, Math.min(n - 1, index));
}
