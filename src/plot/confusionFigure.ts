import { cellCanvas, paintCursor } from "./cellCursor.ts";
import {
  type Cell,
  type ConfusionLayout,
  type ConfusionLevel,
  cellAt,
  confusionLayout,
} from "./confusionLayout.ts";
import { confusionRamp } from "./confusionRamp.ts";
import type { Pointed } from "./lightUp.ts";
import { showCell } from "./matrixWindow.ts";
import { type MatrixZoom, matrixZoom } from "./matrixZoom.ts";
import { CONFUSION_WORDS, cellBox, paintConfusion } from "./paintConfusion.ts";
import type { Surface } from "./surface.ts";
import type { Theme } from "./theme.ts";
import { zoomGestures } from "./zoomGestures.ts";

/** A cell of a matrix, by class, in whatever order the matrix stands. */
export interface CellReading extends Cell {
  trueLabel: string;
  predictedLabel: string;
  count: number;
  /** Where it stands. */
  place: Cell;
}

export interface ConfusionFigureOptions {
  theme: Theme;
  title: string;
  subtitle?: string;
  /** Side of a cell; chosen so that every label can be read unless told. */
  cellSize?: number;
  /** Or fit a place of the page; the matrix can then be enlarged. */
  fit?: { width: number; height: number };
  /** What assistive technology calls it, where that is more than the title. */
  label?: string;
  /** Shared by several panels, and kept over redraws. */
  zoom?: MatrixZoom;
  words?: typeof CONFUSION_WORDS & typeof CONFUSION_KEYS;
  /** Told of the cell under the pointer or the keyboard's cursor (the canvas has tabindex 0 and arrow keys). */
  onHover?: (cell: CellReading | undefined) => void;
  /** Told of the cell that is clicked, or that Enter is pressed on. */
  onOpen?: (cell: CellReading) => void;
}

export const CONFUSION_KEYS = {
  keys: (classes: number) => `${classes} classes; arrow keys move from cell to cell`,
  zoomKeys: ", + and − enlarge and reduce, 0 shows all",
  enterKey: ", Enter lists its sentences",
};

/** The matrix on a canvas, sharp on dense screens, with a cursor for pointer and keyboard, to be enlarged where it fits a place. */
export function confusionFigure(level: ConfusionLevel, options: ConfusionFigureOptions): HTMLCanvasElement {
  const { theme, title, label = title, onHover, onOpen } = options;
  const words = { ...CONFUSION_WORDS, ...CONFUSION_KEYS, ...options.words };
  const n = level.labels.length;
  const zoom = options.zoom ?? matrixZoom(n);
  let layout = confusionLayout(level, { ...options, window: zoom.window() });
  const canZoom = options.fit !== undefined;
  let byKey = false;

  const { canvas, repaint, current } = cellCanvas({
    ...{ width: layout.width, height: layout.height, rows: n, columns: n, kind: "matrix" },
    label: `${label}. ${words.keys(n)}${canZoom ? words.zoomKeys : ""}${onOpen ? words.enterKey : ""}.`,
    focus: `confusion-${level.name}`,
    cellAt: (x, y) => cellAt(layout, x, y),
    paint: (surface) => paintConfusion(surface, level, layout, theme, words),
    paintOver: (surface, cursor, lit) => {
      paintLit(surface, level, layout, lit, theme);
      paintCross(surface, level, layout, cursor, theme);
    },
    onCell: (cell) => {
      if (cell && byKey) zoom.show(showCell(zoom.window(), cell, n));
      onHover?.(cell && readCell(level, cell));
    },
    onOpen: onOpen && ((cell) => onOpen(readCell(level, cell))),
  });
  canvas.addEventListener("keydown", () => (byKey = true), { capture: true });
  canvas.addEventListener("pointermove", () => (byKey = false), { capture: true });
  if (canZoom) {
    zoom.attach(layout.side, () => {
      layout = confusionLayout(level, { ...options, window: zoom.window() });
      repaint();
    });
    zoomGestures(canvas, { zoom, n, place: () => layout, cursor: current });
  }
  return canvas;
}

/** A cell in words and numbers, its classes as the data counts them. */
export function readCell(level: ConfusionLevel, { row, column }: Cell): CellReading {
  return {
    row: level.order?.[row] ?? row,
    column: level.order?.[column] ?? column,
    trueLabel: level.labels[row]!,
    predictedLabel: level.labels[column]!,
    count: level.confusion[row]![column]!,
    place: { row, column },
  };
}

/** Row and column of the cursor, and the cursor itself. */
function paintCross(
  surface: Surface,
  level: ConfusionLevel,
  layout: ConfusionLayout,
  cursor: Cell | undefined,
  theme: Theme,
): void {
  if (!cursor) return;
  const { left, top, side } = layout;
  const { x, y, width, height } = cellBox(layout, cursor);
  const { cross } = confusionRamp(level, theme);
  if (height > 0) surface.frame(left, y, side, height, cross, 0.75);
  if (width > 0) surface.frame(x, top, width, side, cross, 0.75);
  if (width > 0 && height > 0) paintCursor(surface, x, y, width, height);
}

/** The class that is pointed at in another figure: its mark on both sides of the matrix. */
function paintLit(
  surface: Surface,
  level: ConfusionLevel,
  layout: ConfusionLayout,
  { classIndex }: Pointed,
  theme: Theme,
): void {
  if (classIndex === undefined || level.name !== "pair") return;
  const place = level.order ? level.order.indexOf(classIndex) : classIndex;
  const { x, y, width, height } = cellBox(layout, { row: place, column: place });
  if (height > 0) surface.rect(layout.left - 4, y, 4, Math.max(2, height), theme.accent);
  if (width > 0) surface.rect(x, layout.top + layout.side, Math.max(2, width), 4, theme.accent);
}
