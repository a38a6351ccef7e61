import { type Cell, moveCell } from "./confusionLayout.ts";
import { LIGHT_UP, type Pointed } from "./lightUp.ts";
import { canvasSurface, type Surface } from "./surface.ts";

export interface CellFigure {
  /** CSS pixels. */
  width: number;
  height: number;
  rows: number;
  columns: number;
  /** What it is and how it is used, for assistive technology; and what kind of thing: "matrix", "map". */
  label: string;
  kind: string;
  /** Its `data-focus`. */
  focus: string;
  /** The drawing without cursor: asked for once, and after `repaint`. */
  paint: (surface: Surface) => void;
  /** What lies under a drawing with gaps, and changes without it. */
  paintUnder?: (surface: Surface) => void;
  /** What lies over it: the cursor, and what is pointed at in other figures. */
  paintOver: (surface: Surface, cursor: Cell | undefined, lit: Pointed) => void;
  /** The cell under a point of the figure. */
  cellAt: (x: number, y: number) => Cell | undefined;
  /** Where the keyboard's cursor begins; the first cell unless told. */
  start?: (() => Cell) | undefined;
  /** Told of the cell under the pointer or the keyboard's cursor, and of none when it leaves. */
  onCell?: ((cell: Cell | undefined) => void) | undefined;
  /** Told of the cell that is clicked, or that Enter or the space bar is pressed on. */
  onOpen?: ((cell: Cell) => void) | undefined;
}

export interface CellCanvas {
  canvas: HTMLCanvasElement;
  /** Where what it shows has changed. */
  repaint: () => void;
  /** Where only what lies under and over it has changed. */
  show: () => void;
  /** Where the cursor stands. */
  current: () => Cell | undefined;
}

/** Where the keyboard's cursor stood in the figure of a name: a figure drawn anew goes on from there. */
const kept = new Map<string, Cell>();

const firstCell = (): Cell => ({ row: 0, column: 0 });

/** A figure of cells on a canvas, sharp on dense screens, with one cursor for pointer and keyboard. */
export function cellCanvas(figure: CellFigure): CellCanvas {
  const { width, height, rows, columns, start = firstCell, onCell, onOpen } = figure;
  const canvas = document.createElement("canvas");
  const ratio = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  Object.assign(canvas.style, { width: `${width}px`, maxWidth: "100%", display: "block" });
  canvas.tabIndex = 0;
  canvas.dataset.focus = figure.focus;
  canvas.dataset.lights = "";
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", figure.kind);
  canvas.setAttribute("aria-label", figure.label);
  const ctx = canvas.getContext("2d");
  const ground = new OffscreenCanvas(Math.max(1, canvas.width), Math.max(1, canvas.height));
  const under = ground.getContext("2d");
  if (!ctx || !under) throw new Error("no 2d context");
  const over = canvasSurface(ctx);

  let current: Cell | undefined;
  let lit: Pointed = {};
  const show = () => {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    figure.paintUnder?.(over);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(ground, 0, 0);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    figure.paintOver(over, current, lit);
  };
  const last = () => {
    const cell = kept.get(figure.focus);
    return cell && cell.row < rows && cell.column < columns ? cell : undefined;
  };
  const repaint = () => {
    under.setTransform(ratio, 0, 0, ratio, 0, 0);
    under.clearRect(0, 0, width, height);
    figure.paint(canvasSurface(under));
    show();
  };
  const point = (next: Cell | undefined) => {
    if (next?.row === current?.row && next?.column === current?.column) return;
    current = next;
    show();
    onCell?.(next);
  };
  const cellUnder = (event: PointerEvent) => {
    const box = canvas.getBoundingClientRect();
    const zoom = width / box.width;
    return figure.cellAt((event.clientX - box.left) * zoom, (event.clientY - box.top) * zoom);
  };
  canvas.addEventListener("pointermove", (event) => point(cellUnder(event)));
  canvas.addEventListener("pointerdown", (event) => point(cellUnder(event)));
  canvas.addEventListener("pointerleave", () => point(undefined));
  canvas.addEventListener("blur", () => point(undefined));
  canvas.addEventListener("click", () => current && onOpen?.(current));
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === "Enter" || event.key === " ") && current && onOpen) {
      event.preventDefault();
      onOpen(current);
      return;
    }
    const from = current ?? last();
    const moved = moveCell(from ?? start(), event.key, rows, columns);
    if (!moved) return;
    event.preventDefault();
    point(from ? moved : start());
    kept.set(figure.focus, current!);
  });
  canvas.addEventListener("focus", () => {
    if (!current) point(last());
  });
  canvas.addEventListener(LIGHT_UP, (event) => {
    lit = (event as CustomEvent<Pointed>).detail;
    show();
  });
  repaint();
  // texts that were painted before the page's font was there
  if (document.fonts.status !== "loaded") void document.fonts.ready.then(repaint);
  return { canvas, repaint, show, current: () => current };
}

/** The cursor itself: dark outside, white inside, so that it is seen on any colour. */
export function paintCursor(surface: Surface, x: number, y: number, width: number, height: number): void {
  surface.frame(x - 1.5, y - 1.5, width + 3, height + 3, "#101418", 3);
  surface.frame(x - 1.5, y - 1.5, width + 3, height + 3, "#ffffff", 1.5);
}
