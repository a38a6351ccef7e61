import type { Cell } from "./confusionLayout.ts";

/** The part of a matrix on show: its first column and row, and how many cells along a side, all in cells. */
export interface MatrixWindow {
  x: number;
  y: number;
  span: number;
}

/** Cells are not enlarged beyond this, CSS pixels. */
export const GREATEST_CELL = 56;

export function wholeMatrix(n: number): MatrixWindow {
  return { x: 0, y: 0, span: n };
}

/** The fewest cells along a side that a matrix of `n` on `side` pixels can be enlarged to. */
export function leastSpan(n: number, side: number): number {
  return Math.min(n, Math.max(1, side / GREATEST_CELL));
}

/** Enlarged `factor` times around a point in [0, 1]² of what is on show: the point stays where it is, as far as the edges allow. */
export function zoomWindow(
  { x, y, span }: MatrixWindow,
  factor: number,
  at: { x: number; y: number },
  n: number,
  least: number,
): MatrixWindow {
  const next = Math.min(n, Math.max(least, span / factor));
  return clampWindow({ x: x + at.x * (span - next), y: y + at.y * (span - next), span: next }, n);
}

/** Moved by so many cells. */
export function panWindow(window: MatrixWindow, columns: number, rows: number, n: number): MatrixWindow {
  return clampWindow({ ...window, x: window.x + columns, y: window.y + rows }, n);
}

/** Moved as little as it takes to have a cell wholly in view. */
export function showCell(window: MatrixWindow, { row, column }: Cell, n: number): MatrixWindow {
  const reach = (from: number, index: number) => Math.min(index, Math.max(from, index + 1 - window.span));
  return clampWindow({ ...window, x: reach(window.x, column), y: reach(window.y, row) }, n);
}

/** Where a cell's middle lies in what is on show, [0, 1]² while it is in view. */
export function placeOf(window: MatrixWindow, { row, column }: Cell): { x: number; y: number } {
  return {
    x: (column + 0.5 - window.x) / window.span,
    y: (row + 0.5 - window.y) / window.span,
  };
}

export function isWhole({ span }: MatrixWindow, n: number): boolean {
  return span >= n - 1e-9;
}

function clampWindow({ x, y, span }: MatrixWindow, n: number): MatrixWindow {
  const within = (from: number) => Math.min(n - span, Math.max(0, from));
  return { x: within(x), y: within(y), span };
}
