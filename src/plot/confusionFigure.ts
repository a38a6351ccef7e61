import {
  type Cell,
  type ConfusionLayout,
  type ConfusionLevel,
  cellAt,
  confusionLayout,
  moveCell,
} from "./confusionLayout.ts";
import { paintConfusion } from "./paintConfusion.ts";
import { canvasSurface } from "./surface.ts";
import type { Theme } from "./theme.ts";

export interface CellReading extends Cell {
  trueLabel: string;
  predictedLabel: string;
  count: number;
}

export interface ConfusionFigureOptions {
  theme: Theme;
  title: string;
  subtitle?: string;
  /** Use `cellSizeFor(level, width)` to fit a width. */
  cellSize?: number;
  /** Told of the cell under the pointer or the keyboard's cursor (the canvas has tabindex 0 and arrow keys). */
  onHover?: (cell: CellReading | undefined) => void;
  /** Told of the cell that is clicked, or that Enter is pressed on. */
  onOpen?: (cell: CellReading) => void;
}

/** The matrix on a canvas, sharp on dense screens, with a cursor for pointer and keyboard. */
export function confusionFigure(level: ConfusionLevel, options: ConfusionFigureOptions): HTMLCanvasElement {
  const { theme, title, onHover, onOpen } = options;
  const layout = confusionLayout(level, options);
  const canvas = document.createElement("canvas");
  const ratio = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(layout.width * ratio);
  canvas.height = Math.round(layout.height * ratio);
  Object.assign(canvas.style, { width: `${layout.width}px`, maxWidth: "100%", display: "block" });
  canvas.tabIndex = 0;
  canvas.dataset.focus = `confusion-${level.name}`;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "matrix");
  canvas.setAttribute(
    "aria-label",
    `${title}. ${layout.n} classes; arrow keys move from cell to cell${onOpen ? ", Enter lists its sentences" : ""}.`,
  );
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("no 2d context");

  let current: Cell | undefined;
  const point = (next: Cell | undefined, force = false) => {
    if (!force && next?.row === current?.row && next?.column === current?.column) return;
    current = next;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawConfusion(ctx, level, layout, theme, next);
    if (!force) onHover?.(next && readCell(level, next));
  };
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const zoom = layout.width / box.width;
    point(cellAt(layout, (event.clientX - box.left) * zoom, (event.clientY - box.top) * zoom));
  });
  canvas.addEventListener("pointerleave", () => point(undefined));
  canvas.addEventListener("blur", () => point(undefined));
  canvas.addEventListener("click", () => current && onOpen?.(readCell(level, current)));
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && current) onOpen?.(readCell(level, current));
    const next = current ? moveCell(current, event.key, layout.n) : firstMove(event.key);
    if (!next) return;
    event.preventDefault();
    point(next);
  });
  point(undefined, true);
  return canvas;
}

function firstMove(key: string): Cell | undefined {
  return moveCell({ row: 0, column: 0 }, key, 1);
}

/** Row and column of the cursor, on cividis's dark end. */
const CROSS = "rgb(255 255 255 / 0.7)";

/** A cell in words and numbers. */
export function readCell(level: ConfusionLevel, { row, column }: Cell): CellReading {
  return {
    row,
    column,
    trueLabel: level.labels[row]!,
    predictedLabel: level.labels[column]!,
    count: level.confusion[row]![column]!,
  };
}

/** The drawing that screen and export share. The context must be scaled to CSS pixels. */
export function drawConfusion(
  ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  level: ConfusionLevel,
  layout: ConfusionLayout,
  theme: Theme,
  cursor?: Cell,
): void {
  const surface = canvasSurface(ctx);
  paintConfusion(surface, level, layout, theme);
  if (!cursor) return;
  const { left, top, cell, n } = layout;
  const [x, y] = [left + cursor.column * cell, top + cursor.row * cell];
  surface.frame(left, y, n * cell, cell, CROSS, 0.75);
  surface.frame(x, top, cell, n * cell, CROSS, 0.75);
  surface.frame(x - 1.5, y - 1.5, cell + 3, cell + 3, "#101418", 3);
  surface.frame(x - 1.5, y - 1.5, cell + 3, cell + 3, "#ffffff", 1.5);
}
