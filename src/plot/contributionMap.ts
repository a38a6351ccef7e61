import { cellCanvas, paintCursor } from "./cellCursor.ts";
import { followLayer } from "./chosenLayer.ts";
import type { Cell } from "./confusionLayout.ts";
import { type ContributionLayout, contributionCellAt, contributionLayout } from "./contributionLayout.ts";
import { type Contributions, contributionRows } from "./contributionRows.ts";
import { formatDifference, formatValue } from "./format.ts";
import { shortLabel } from "./labels.ts";
import type { Pointed } from "./lightUp.ts";
import { paintContributions, paintLayers } from "./paintContributions.ts";
import { readingHeight, withReading } from "./readingLine.ts";
import { type Surface, svgSurface } from "./surface.ts";
import type { Theme } from "./theme.ts";

export type { Contributions } from "./contributionRows.ts";

/** What the map says, in English. */
export const CONTRIBUTION_WORDS = {
  name: "What each layer says of each class",
  kind: "map",
  use: (nLayers: number, nClasses: number) =>
    `${nLayers} layers by ${nClasses} classes, the likeliest first; arrow keys move from cell to cell, Enter chooses.`,
  idle: "Log-likelihood of each class less that of the guess, by layer; a column sums to its gap.",
  unit: "nats",
  forGuess: "speaks for the guess",
  forClass: "for the class",
  layer: "layer",
  ranks: "class, likeliest first →",
  reading: (label: string, layer: number, difference: number, gap: number) =>
    `${label}, layer ${layer}: ${signed(difference)} nats against the guess; ${signed(gap)} over all layers.`,
  guess: (label: string, layer: number, logLikelihood: number) =>
    `${label}, the guess: layer ${layer} finds a log-likelihood of ${formatValue(logLikelihood)} nats.`,
};

export type ContributionWords = typeof CONTRIBUTION_WORDS;

export interface ContributionOptions {
  width: number;
  height: number;
  theme: Theme;
  /** The layer that is looked at. */
  selected?: number;
  title?: string;
  onPoint?: ((pointed: Pointed) => void) | undefined;
  onSelect?: ((layer: number, classIndex: number) => void) | undefined;
  words?: ContributionWords;
}

/** Layers × classes on a canvas, blue where a layer speaks for the guess and orange where it speaks for the class. */
export function contributionMap(data: Contributions, options: ContributionOptions): Element {
  const { width, theme, onPoint, onSelect } = options;
  const words = options.words ?? CONTRIBUTION_WORDS;
  const labels = labelsOf(data);
  const height = options.height - readingHeight(width);
  const layout = contributionLayout(labels, data.nLayers, { width, height });
  const rows = contributionRows(data);
  let selected = options.selected;
  const { canvas, show } = cellCanvas({
    ...{ width, height, rows: layout.rows, columns: layout.columns, kind: words.kind },
    label: `${words.name}. ${words.use(data.nLayers, labels.length)}`,
    focus: "contributions",
    paint: (surface) => paintContributions(surface, { rows, labels }, layout, { theme, words }),
    paintUnder: (surface) => paintLayers(surface, layout, selected, theme),
    paintOver: (surface, cursor, lit) => paintLit(surface, layout, data.order, { cursor, lit }, theme),
    cellAt: (x, y) => contributionCellAt(layout, x, y),
    start: () => ({ row: selected ?? 0, column: 0 }),
    onCell: (cell) => {
      reading.say(cell && rows.length > 0 ? readContribution(data, rows, cell, words) : undefined);
      onPoint?.(cell ? { layer: cell.row, classIndex: data.order[cell.column] } : {});
    },
    onOpen: onSelect && (({ row, column }) => onSelect(row, data.order[column]!)),
  });
  followLayer(canvas, (layer) => {
    selected = layer;
    show();
  });
  const reading = withReading(canvas, width, words.idle, theme);
  return reading.element;
}

/** A cell in words and numbers. */
export function readContribution(
  data: Contributions,
  rows: readonly Float64Array[],
  { row: layer, column }: Cell,
  words = CONTRIBUTION_WORDS,
): string {
  const classIndex = data.order[column]!;
  const label = shortLabel(data.classes[classIndex]!);
  if (classIndex === data.best) {
    return words.guess(label, layer, data.byLayer[classIndex * data.nLayers + layer]!);
  }
  const differences = rows[column]!;
  const gap = differences.reduce((sum, difference) => sum + difference, 0);
  return words.reading(label, layer, differences[layer]!, gap);
}

/** The whole map with every label that fits, as an SVG document. */
export function contributionMapDocument(data: Contributions, options: ContributionOptions): string {
  const { width, height, theme, selected, title, words = CONTRIBUTION_WORDS } = options;
  const labels = labelsOf(data);
  const layout = contributionLayout(labels, data.nLayers, { width, height, title });
  const surface = svgSurface(width, height);
  const rows = contributionRows(data);
  paintLayers(surface, layout, selected, theme);
  paintContributions(surface, { rows, labels }, layout, { theme, words });
  return surface.document();
}

/** A row for each class and layer, unrounded. */
export function contributionTable(data: Contributions): (string | number)[][] {
  const { order, classes, byLayer, nLayers } = data;
  const rows = contributionRows(data).flatMap((differences, i) =>
    Array.from(differences, (difference, layer) => [
      ...[shortLabel(classes[order[i]!]!), layer, byLayer[order[i]! * nLayers + layer]!, difference],
    ]),
  );
  return [["class", "layer", "log_likelihood_nats", "against_the_guess_nats"], ...rows];
}

function labelsOf({ order, classes }: Contributions): string[] {
  return order.map((classIndex) => shortLabel(classes[classIndex] ?? []));
}

function paintLit(
  surface: Surface,
  { left, top, rows, columns, cellWidth, cellHeight }: ContributionLayout,
  order: readonly number[],
  { cursor, lit }: { cursor: Cell | undefined; lit: Pointed },
  theme: Theme,
): void {
  const row = cursor?.row ?? lit.layer;
  const column = cursor?.column ?? (lit.classIndex === undefined ? -1 : order.indexOf(lit.classIndex));
  if (row !== undefined && row >= 0 && row < rows) {
    surface.frame(left, top + row * cellHeight, columns * cellWidth, cellHeight, theme.accent, 1.5);
  }
  if (column >= 0) {
    surface.frame(left + column * cellWidth, top, cellWidth, rows * cellHeight, theme.accent, 1.5);
  }
  if (cursor) {
    const [x, y] = [left + cursor.column * cellWidth, top + cursor.row * cellHeight];
    paintCursor(surface, x, y, cellWidth, cellHeight);
  }
}

function signed(nats: number): string {
  return Math.abs(nats) >= 100 ? formatDifference(nats, 0) : formatDifference(nats, 1);
}
