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

/** Column sums in `nBins` equal bins from the least to the greatest, the last one closed. Edges [nBins + 1], counts [nBins]. */
export function sinkHistogram(
  confusion: readonly (readonly number[])[],
  nBins = 50,
): { edges: number[]; counts: number[] } {
  const columns = columnSums(confusion);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const n of columns) [min, max] = [Math.min(min, n), Math.max(max, n)];
  if (min === max) [min, max] = [min - 0.5, max + 0.5]; // as numpy.histogram does
  const width = (max - min) / nBins;
  const counts = new Array<number>(nBins).fill(0);
  for (const n of columns) counts[Math.min(Math.floor((n - min) / width), nBins - 1)]!++;
  return { edges: Array.from({ length: nBins + 1 }, (_, i) => min + i * width), counts };
}
