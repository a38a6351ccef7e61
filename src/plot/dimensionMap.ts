import type { DimensionProfile } from "../core/api.ts";
import type { TailValue } from "../core/seams.ts";
import { cellCanvas, paintCursor } from "./cellCursor.ts";
import { followLayer } from "./chosenLayer.ts";
import type { Cell } from "./confusionLayout.ts";
import { type DimensionMapLayout, dimensionCellAt, dimensionMapLayout } from "./dimensionMapLayout.ts";
import { type Standing, standing } from "./dimensionStanding.ts";
import { formatCount, formatPercent, formatValue } from "./format.ts";
import type { Pointed } from "./lightUp.ts";
import { paintDimensionMap, paintLayers } from "./paintDimensionMap.ts";
import { readingHeight, withReading } from "./readingLine.ts";
import type { Sketches } from "./stackLayout.ts";
import { type Surface, svgSurface } from "./surface.ts";
import type { Theme } from "./theme.ts";

export { dimensionTable } from "./dimensionStanding.ts";

/** What the map says, in English. */
export const DIMENSION_WORDS = {
  name: "Dimensions in the tails by layer",
  kind: "map",
  use: (nLayers: number, nDimensions: number) =>
    `${nLayers} layers by ${nDimensions} dimensions; arrow keys move from cell to cell, Enter chooses the layer.`,
  idle: "Which dimensions are in the tails: those in most layers first. A bag of values forgets them.",
  idleProfile: (n: number, data: string) =>
    `The larger, the more unusual for its dimension, over ${formatCount(n)} sentences of ${data}.`,
  layer: "layer",
  value: "value",
  always: "always in the tails",
  rare: "special to this sentence",
  more: (n: number) => `+ ${formatCount(n)} more`,
  none: "no values in the tails yet",
  absent: (dimension: number, layer: number) => `Dimension ${dimension}, layer ${layer}: not in the tails.`,
  reading: (dimension: number, layer: number, value: number, at: Standing | undefined) => {
    const head = `Dimension ${dimension}, layer ${layer}: ${formatValue(value)}`;
    if (at === undefined) return `${head}.`;
    const z = at.z === undefined ? "" : `, z = ${formatValue(at.z)}`;
    return `${head}${z} of ${formatCount(at.nSentences)} sentences; in the tails in ${formatPercent(at.tailShare, 0)} of them.`;
  },
};

export type DimensionWords = typeof DIMENSION_WORDS;

export interface DimensionMapOptions {
  width: number;
  height: number;
  theme: Theme;
  /** The layer that is looked at. */
  selected: number;
  dModel: number;
  /** How dimensions stand over many sentences, once it is known. */
  profile?: DimensionProfile | undefined;
  title?: string;
  onPoint?: ((pointed: Pointed) => void) | undefined;
  onSelect?: ((layer: number) => void) | undefined;
  words?: DimensionWords;
}

/** Layers × dimensions on a canvas: which are in the tails, how great, and how unusual for them. */
export function dimensionMap(sketches: Sketches, options: DimensionMapOptions): Element {
  const { width, theme, dModel, profile, onPoint, onSelect } = options;
  const words = options.words ?? DIMENSION_WORDS;
  const height = options.height - readingHeight(width);
  const layout = dimensionMapLayout(sketches, { width, height });
  const tailAt = tailLookup(sketches);
  let { selected } = options;
  const { canvas, show } = cellCanvas({
    ...{ width, height, rows: layout.rows, columns: Math.max(1, layout.dimensions.length), kind: words.kind },
    label: `${words.name}. ${words.use(layout.rows, layout.dimensions.length)}`,
    focus: "dimensions",
    paint: (surface) => paintDimensionMap(surface, tailAt, layout, { ...options, words }),
    paintUnder: (surface) => paintLayers(surface, layout, selected, theme),
    paintOver: (surface, cursor, lit) => paintLit(surface, layout, { cursor, lit }, theme),
    cellAt: (x, y) => dimensionCellAt(layout, x, y),
    start: () => ({ row: selected, column: 0 }),
    onCell: (cell) => {
      const dimension = cell && layout.dimensions[cell.column]?.dimension;
      const pointed = dimension === undefined ? undefined : { layer: cell!.row, dimension };
      reading.say(pointed && read(pointed));
      onPoint?.(pointed ?? {});
    },
    onOpen: onSelect && (({ row }) => onSelect(row)),
  });
  followLayer(canvas, (layer) => {
    selected = layer;
    show();
  });
  const idle = profile ? words.idleProfile(profile.nSentences, profile.dataName) : words.idle;
  const reading = withReading(canvas, width, idle, theme);
  return reading.element;

  function read({ layer, dimension }: { layer: number; dimension: number }): string {
    const tail = tailAt(layer, dimension);
    return tail
      ? words.reading(dimension, layer, tail.value, standing(tail, layer, dModel, profile))
      : words.absent(dimension, layer);
  }
}

/** The whole map as an SVG document. */
export function dimensionMapDocument(sketches: Sketches, options: DimensionMapOptions): string {
  const { width, height, title } = options;
  const surface = svgSurface(width, height);
  const layout = dimensionMapLayout(sketches, { width, height, title });
  const words = options.words ?? DIMENSION_WORDS;
  paintLayers(surface, layout, options.selected, options.theme);
  paintDimensionMap(surface, tailLookup(sketches), layout, { ...options, words });
  return surface.document();
}

export type TailLookup = (layer: number, dimension: number) => TailValue | undefined;

/** The value of a dimension in the tails of a layer; of several (all tokens pooled) the greatest, which comes first. */
export function tailLookup(sketches: Sketches): TailLookup {
  const layers = sketches.map((sketch) => {
    const found = new Map<number, TailValue>();
    for (const tail of sketch?.tails ?? []) if (!found.has(tail.dimension)) found.set(tail.dimension, tail);
    return found;
  });
  return (layer, dimension) => layers[layer]?.get(dimension);
}

function paintLit(
  surface: Surface,
  { left, top, rows, dimensions, cellWidth, cellHeight }: DimensionMapLayout,
  { cursor, lit }: { cursor: Cell | undefined; lit: Pointed },
  theme: Theme,
): void {
  const row = cursor?.row ?? lit.layer;
  const column = cursor?.column ?? dimensions.findIndex(({ dimension }) => dimension === lit.dimension);
  if (row !== undefined && row >= 0 && row < rows) {
    surface.frame(
      left,
      top + row * cellHeight,
      dimensions.length * cellWidth,
      cellHeight,
      theme.accent,
      1.25,
    );
  }
  if (column >= 0) {
    surface.frame(left + column * cellWidth, top, cellWidth, rows * cellHeight, theme.accent, 1.25);
  }
  if (cursor) {
    const [x, y] = [left + cursor.column * cellWidth, top + cursor.row * cellHeight];
    paintCursor(surface, x, y, cellWidth, cellHeight);
  }
}
