import type { LevelReport } from "../core/api.ts";
import { type LabelGroup, labelGroups } from "./labelGroups.ts";
import { GREATEST_CELL, type MatrixWindow, wholeMatrix } from "./matrixWindow.ts";
import { textWidth, wrapText } from "./textWidth.ts";

/** A matrix to draw: what LevelReport has of it. `labels` are drawn as they are: shorten them before. */
export type ConfusionLevel = Pick<LevelReport, "name" | "labels" | "confusion"> & {
  /** The class that stands at each place; absent in the data's own order. */
  order?: readonly number[];
  /** Of differences: below and above zero are coloured, and numbers bear their sign. */
  signed?: boolean;
  /** The count at the end of the ramp, where several matrices share one; else its own greatest. */
  greatest?: number;
};

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
  /** Room around everything. */
  pad: number;
  /** Side of a cell. */
  cell: number;
  /** Cells along a side of the whole matrix. */
  n: number;
  /** The part on show. */
  window: MatrixWindow;
  /** Its corner, and its side. */
  left: number;
  top: number;
  side: number;
  /** Which labels fit: each class's, those of groups ("music" of "music · kind"), or every so manieth. */
  labels: "all" | "groups" | "some";
  groups: LabelGroup[];
  /** Font size of the labels. */
  fontSize: number;
  /** Longer labels of rows, and of columns, are cut to this. */
  labelSpace: number;
  columnSpace: number;
  /** Lines of the heading. */
  title: string[];
  subtitle: string[];
}

export interface ConfusionLayoutOptions {
  title: string;
  subtitle?: string;
  /** Side of a cell; chosen so that every label can be read unless told. */
  cellSize?: number;
  /** Fit a place of the page instead, whatever part of the matrix is on show. */
  fit?: { width: number; height: number };
  window?: MatrixWindow;
}

const PAD = 12;
export const TITLE_SIZE = 14;
export const TITLE_ROW = 20;
export const SUBTITLE_SIZE = 12;
export const SUBTITLE_ROW = 17;
/** Names of the axes and the legend, over the matrix. */
const HEAD_ROW = 32;
/** Narrower matrices still have room for axis names and legend. */
const LEAST_WIDTH = 300;
/** Names of groups take no more than this share of the matrix. */
const GROUP_LABEL_SHARE = 0.28;
/** Cells from this size on have a label each. */
export const LABEL_CELL = 11;
const LEAST_SIDE = 120;

export function confusionLayout(level: ConfusionLevel, options: ConfusionLayoutOptions): ConfusionLayout {
  return options.fit ? layoutToFit(level, options, options.fit) : layoutToRead(level, options);
}

/** As large as its cells and labels ask for. */
function layoutToRead(level: ConfusionLevel, options: ConfusionLayoutOptions): ConfusionLayout {
  const n = level.labels.length;
  const cell = options.cellSize ?? readableCell(n);
  const side = n * cell;
  const { labels, groups, fontSize, wish } = labelling(level, cell);
  const labelSpace = labels === "groups" ? Math.min(wish, side * GROUP_LABEL_SHARE) : wish;
  const left = Math.ceil(PAD + Math.max(40, labelSpace + 6));
  const width = Math.max(left + side + PAD, LEAST_WIDTH);
  const title = wrapText(options.title, TITLE_SIZE * 1.06, width - 2 * PAD);
  const subtitle = wrapText(options.subtitle ?? "", SUBTITLE_SIZE, width - 2 * PAD);
  const top = PAD + title.length * TITLE_ROW + subtitle.length * SUBTITLE_ROW + HEAD_ROW;
  return {
    ...{ width, height: top + side + Math.ceil(labelSpace) + 6 + PAD, pad: PAD },
    ...{ cell, n, window: wholeMatrix(n), left, top, side },
    ...{ labels, groups, fontSize, labelSpace, columnSpace: labelSpace, title, subtitle },
  };
}

/** The matrix keeps its place while it is enlarged: labels get what room there is, and are cut. */
function layoutToFit(
  level: ConfusionLevel,
  options: ConfusionLayoutOptions,
  place: { width: number; height: number },
): ConfusionLayout {
  const n = level.labels.length;
  const wish = Math.max(0, ...level.labels.map((label) => textWidth(label, 12)));
  const labelSpace = Math.ceil(Math.min(wish, 190, Math.max(56, place.width * 0.24)));
  const columnSpace = Math.min(labelSpace, 116);
  const left = Math.max(44, labelSpace + 6);
  const title = wrapText(options.title, TITLE_SIZE * 1.06, place.width);
  const subtitle = wrapText(options.subtitle ?? "", SUBTITLE_SIZE, place.width);
  const top = title.length * TITLE_ROW + subtitle.length * SUBTITLE_ROW + HEAD_ROW;
  const below = columnSpace + 8;
  const room = Math.min(place.width - left - 2, place.height - top - below, n * GREATEST_CELL);
  const side = Math.floor(Math.max(LEAST_SIDE, room));
  const window = options.window ?? wholeMatrix(n);
  const { labels, groups, fontSize } = labelling(level, side / window.span);
  return {
    ...{
      width: Math.min(place.width, Math.max(LEAST_WIDTH, left + side + 2)),
      height: top + side + below,
      pad: 0,
    },
    ...{ cell: side / window.span, n, window, left, top, side },
    ...{ labels, groups, fontSize, labelSpace, columnSpace, title, subtitle },
  };
}

function labelling(level: ConfusionLevel, cell: number) {
  const groups = labelGroups(level.labels);
  const groupFits = groups.length > 0 && groups.every(({ length }) => length * cell >= 12);
  const labels: ConfusionLayout["labels"] = cell >= LABEL_CELL ? "all" : groupFits ? "groups" : "some";
  const fontSize = labels === "all" ? Math.min(12, Math.max(9, cell * 0.8)) : cell < 4 ? 10 : 11;
  const written = labels === "groups" ? groups.map(({ label }) => label) : level.labels;
  const wish = Math.max(0, ...written.map((label) => textWidth(label, fontSize)));
  return { labels, groups, fontSize, wish };
}

/** A cell with which every label can be read, and the counts where there are few classes. */
export function readableCell(n: number): number {
  return n <= 12 ? 40 : n <= 40 ? 22 : n <= 200 ? 14 : LABEL_CELL;
}

/** The cell under a point of the figure (CSS pixels from its corner). */
export function cellAt(
  { left, top, side, cell, n, window }: ConfusionLayout,
  x: number,
  y: number,
): Cell | undefined {
  if (x < left || y < top || x >= left + side || y >= top + side) return undefined;
  const column = Math.floor(window.x + (x - left) / cell);
  const row = Math.floor(window.y + (y - top) / cell);
  return row < n && column < n ? { row, column } : undefined;
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
