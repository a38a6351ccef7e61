import { columnSums, rowSums } from "./confusion.ts";

/** One-vs-rest scores of each category, in the matrix's order, and their unweighted mean. */
export interface ClassScores {
  precision: number[];
  recall: number[];
  f1: number[];
  macroF1: number;
}

/** Precision, recall and F1 of each category; 0 where a denominator is 0 (scikit-learn's `zero_division=0`). */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores {
  const predicted = columnSums(confusion);
  const actual = rowSums(confusion);
  const ratio = (a: number, b: number) => (b > 0 ? a / b : 0);
  const precision = confusion.map((row, i) => ratio(row[i]!, predicted[i]!));
  const recall = confusion.map((row, i) => ratio(row[i]!, actual[i]!));
  const f1 = confusion.map((row, i) => ratio(2 * row[i]!, predicted[i]! + actual[i]!));
  return { precision, recall, f1, macroF1: f1.reduce((a, b) => a + b, 0) / f1.length };
}
