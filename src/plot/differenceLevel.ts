import type { ConfusionLevel } from "./confusionLayout.ts";

/** Tails − full, cell by cell: above zero where the tails say so more often. Both must be in one order. */
export function differenceLevel(full: ConfusionLevel, tails: ConfusionLevel): ConfusionLevel {
  const { greatest: _, ...level } = full;
  return {
    ...level,
    confusion: tails.confusion.map((row, i) => row.map((count, j) => count - full.confusion[i]![j]!)),
    signed: true,
  };
}
