import { type Cell, moveCell } from "./confusionLayout.ts";
import { paintTailMap } from "./paintTailMap.ts";
import { canvasSurface, svgSurface } from "./surface.ts";
import { type LabelledTailMap, tailCellAt, tailMapLayout } from "./tailMapLayout.ts";
import type { Theme } from "./theme.ts";

export interface TailReading {
  label: string;
  layer: number;
  /** Share of sentences with fewer than three values in the class's tails there. */
  floorShare: number;
  meanTailCount: number;
}

export interface TailMapOptions {
  width: number;
  theme: Theme;
  label: string;
  onHover?: (cell: TailReading | undefined) => void;
}

/** Floor share by class and layer on a canvas, with a cursor for pointer and keyboard. */
export function tailMapFigure(map: LabelledTailMap, options: TailMapOptions): HTMLCanvasElement {
  const { theme, label, onHover } = options;
  const layout = tailMapLayout(map, options);
  const canvas = document.createElement("canvas");
  const ratio = Math.max(1, window.devicePixelRatio);
  canvas.width = Math.round(layout.width * ratio);
  canvas.height = Math.round(layout.height * ratio);
  Object.assign(canvas.style, { width: `${layout.width}px`, maxWidth: "100%", display: "block" });
  canvas.tabIndex = 0;
  canvas.dataset.focus = `tail-map-${label}`;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "map");
  canvas.setAttribute(
    "aria-label",
    `${label}: ${layout.rows} classes by ${layout.columns} layers; arrow keys move from cell to cell.`,
  );
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("no 2d context");
  const surface = canvasSurface(ctx);

  let current: Cell | undefined;
  const point = (next: Cell | undefined, force = false) => {
    if (!force && next?.row === current?.row && next?.column === current?.column) return;
    current = next;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintTailMap(surface, map, layout, theme);
    if (next) {
      const { left, top, cellWidth, cellHeight } = layout;
      const [x, y] = [left + next.column * cellWidth, top + next.row * cellHeight];
      surface.frame(x - 1.5, y - 1.5, cellWidth + 3, cellHeight + 3, "#101418", 3);
      surface.frame(x - 1.5, y - 1.5, cellWidth + 3, cellHeight + 3, "#ffffff", 1.5);
    }
    if (!force) onHover?.(next && readTailCell(map, next));
  };
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const zoom = layout.width / box.width;
    point(tailCellAt(layout, (event.clientX - box.left) * zoom, (event.clientY - box.top) * zoom));
  });
  canvas.addEventListener("pointerleave", () => point(undefined));
  canvas.addEventListener("blur", () => point(undefined));
  canvas.addEventListener("keydown", (event) => {
    const { rows, columns } = layout;
    const next = current
      ? moveCell(current, event.key, rows, columns)
      : moveCell({ row: 0, column: 0 }, event.key, 1);
    if (!next) return;
    event.preventDefault();
    point(next);
  });
  point(undefined, true);
  return canvas;
}

/** A cell in words and numbers. */
export function readTailCell(map: LabelledTailMap, { row, column }: Cell): TailReading {
  return {
    label: map.labels[row]!,
    layer: column,
    floorShare: map.floorShare[row]![column]!,
    meanTailCount: map.meanTailCount[row]![column]!,
  };
}

/** The whole map with every label, as an SVG document. */
export function tailMapSvg(map: LabelledTailMap, title: string, theme: Theme): string {
  const layout = tailMapLayout(map, { width: 960, title, everyLabel: true });
  const surface = svgSurface(layout.width, layout.height);
  paintTailMap(surface, map, layout, theme);
  return surface.document();
}

/** A row for each class and layer. */
export function tailMapCsv(map: LabelledTailMap): (string | number)[][] {
  const rows = map.labels.flatMap((label, row) =>
    map.floorShare[row]!.map((share, layer) => [label, layer, share, map.meanTailCount[row]![layer]!]),
  );
  return [["class", "layer", "floor_share", "mean_tail_count"], ...rows];
}
