import { cellCanvas, paintCursor } from "./cellCursor.ts";
import type { Cell } from "./confusionLayout.ts";
import type { Pointed } from "./lightUp.ts";
import { paintTailMap, TAIL_MAP_WORDS } from "./paintTailMap.ts";
import { svgSurface } from "./surface.ts";
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
  words?: typeof TAIL_MAP_WORDS;
  onHover?: (cell: TailReading | undefined) => void;
  /** Told of the class and layer under the cursor. */
  onPoint?: (pointed: Pointed) => void;
}

/** Floor share by class and layer on a canvas, with a cursor for pointer and keyboard. */
export function tailMapFigure(map: LabelledTailMap, options: TailMapOptions): HTMLCanvasElement {
  const { theme, label, words = TAIL_MAP_WORDS, onHover, onPoint } = options;
  const layout = tailMapLayout(map, { width: options.width });
  const { left, top, cellWidth, cellHeight, rows, columns, width, height } = layout;
  const { canvas } = cellCanvas({
    ...{ width, height, rows, columns, kind: "map", focus: `tail-map-${label}` },
    label: `${label}. ${words.keys(rows, columns)}.`,
    cellAt: (x, y) => tailCellAt(layout, x, y),
    paint: (surface) => paintTailMap(surface, map, layout, theme, words),
    paintOver: (surface, cursor, { classIndex, layer }) => {
      const [x, y] = [(column: number) => left + column * cellWidth, (row: number) => top + row * cellHeight];
      if (classIndex !== undefined && classIndex < rows) {
        surface.rect(left - 4, y(classIndex), 4, Math.max(2, cellHeight), theme.accent);
      }
      if (layer !== undefined && layer < columns) surface.rect(x(layer), top - 4, cellWidth, 4, theme.accent);
      if (cursor) paintCursor(surface, x(cursor.column), y(cursor.row), cellWidth, cellHeight);
    },
    onCell: (cell) => {
      onHover?.(cell && readTailCell(map, cell));
      onPoint?.(cell ? { classIndex: cell.row, layer: cell.column } : {});
    },
  });
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
export function tailMapSvg(
  map: LabelledTailMap,
  title: string,
  theme: Theme,
  words = TAIL_MAP_WORDS,
): string {
  const layout = tailMapLayout(map, { width: 960, title, everyLabel: true });
  const surface = svgSurface(layout.width, layout.height);
  paintTailMap(surface, map, layout, theme, words);
  return surface.document();
}

/** A row for each class and layer. */
export function tailMapCsv(map: LabelledTailMap): (string | number)[][] {
  const rows = map.labels.flatMap((label, row) =>
    map.floorShare[row]!.map((share, layer) => [label, layer, share, map.meanTailCount[row]![layer]!]),
  );
  return [["class", "layer", "floor_share", "mean_tail_count"], ...rows];
}
