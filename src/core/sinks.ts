import { columnSums, rowSums } from "./confusion.ts";

/** A class by how often it is predicted. */
export interface Sink {
  index: number;
  /** Column sum: how often the class was predicted. */
  predicted: number;
  /** Share of all predictions. */
  share: number;
  /** Column sum minus row sum: predictions beyond the class's own number of sentences. */
  excess: number;
}

/** Classes by column sum, greatest first (prediction sinks, METHOD §5). */
export function sinks(confusion: readonly (readonly number[])[]): Sink[] {
  const columns = columnSums(confusion);
  const rows = rowSums(confusion);
  const total = columns.reduce((a, b) => a + b, 0);
  return columns
    .map((predicted, index) => ({
      index,
      predicted,
      share: total > 0 ? predicted / total : 0,
      excess: predicted - rows[index]!,
    }))
    .sort((a, b) => b.predicted - a.predicted || a.index - b.index);
}
