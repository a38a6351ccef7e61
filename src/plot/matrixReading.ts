import type { Cell, ConfusionLevel } from "./confusionLayout.ts";

/** A class and how many sentences. */
export interface Tally {
  /** Place in the matrix as it is ordered. */
  index: number;
  label: string;
  count: number;
}

/** One line of a matrix: a row (what became of a class) or a column (what a class takes in). */
export interface LineReading {
  label: string;
  total: number;
  /** On the diagonal. */
  right: number;
  /** Of the total: recall of a row, precision of a column; undefined where there is nothing. */
  share: number | undefined;
  /** The others, most first; no zeros. */
  mistakes: Tally[];
}

/** A cell and what its place means. */
export interface NamedCell extends Cell {
  trueLabel: string;
  predictedLabel: string;
  count: number;
}

/** Everything that a cell's row, column and count say. */
export interface MatrixReading {
  row: LineReading;
  column: LineReading;
  count: number;
  /** Of the row. */
  share: number | undefined;
}

export function readMatrix(level: ConfusionLevel, { row, column }: Cell): MatrixReading {
  const count = level.confusion[row]![column]!;
  const ofRow = readRow(level, row);
  return {
    row: ofRow,
    column: readColumn(level, column),
    count,
    share: ofRow.total > 0 ? count / ofRow.total : undefined,
  };
}

export function readRow({ labels, confusion }: ConfusionLevel, row: number): LineReading {
  return readLine(labels, row, confusion[row]!);
}

export function readColumn({ labels, confusion }: ConfusionLevel, column: number): LineReading {
  return readLine(
    labels,
    column,
    confusion.map((row) => row[column]!),
  );
}

/** Of the whole matrix: how many are right, and what is mistaken most often. */
export function readWhole(
  { labels, confusion }: ConfusionLevel,
  nWorst = 3,
): {
  total: number;
  right: number;
  worst: NamedCell[];
} {
  let [total, right] = [0, 0];
  const mistakes: (Cell & { count: number })[] = [];
  confusion.forEach((counts, row) => {
    counts.forEach((count, column) => {
      total += count;
      if (row === column) right += count;
      else if (count > 0) mistakes.push({ row, column, count });
    });
  });
  mistakes.sort((a, b) => b.count - a.count || a.row - b.row || a.column - b.column);
  const worst = mistakes
    .slice(0, nWorst)
    .map((one) => ({ ...one, trueLabel: labels[one.row]!, predictedLabel: labels[one.column]! }));
  return { total, right, worst };
}

/** The cells that differ most between two modes, of a matrix of differences. */
export function readChanges({ labels, confusion }: ConfusionLevel, nMost: number): NamedCell[] {
  return confusion
    .flatMap((counts, row) => counts.map((count, column) => ({ row, column, count })))
    .filter(({ count }) => count !== 0)
    .sort((a, b) => Math.abs(b.count) - Math.abs(a.count) || a.row - b.row || a.column - b.column)
    .slice(0, nMost)
    .map((one) => ({ ...one, trueLabel: labels[one.row]!, predictedLabel: labels[one.column]! }));
}

function readLine(labels: readonly string[], own: number, counts: readonly number[]): LineReading {
  const total = counts.reduce((a, b) => a + b, 0);
  const right = counts[own]!;
  const mistakes = counts
    .map((count, index) => ({ index, label: labels[index]!, count }))
    .filter(({ count, index }) => count > 0 && index !== own)
    .sort((a, b) => b.count - a.count || a.index - b.index);
  return { label: labels[own]!, total, right, share: total > 0 ? right / total : undefined, mistakes };
}
