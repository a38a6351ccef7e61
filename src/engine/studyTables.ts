import type { ModeReport, Report } from "../core/api.ts";
import { columnSums, rowSums } from "../core/confusion.ts";
import { toCsv } from "../core/csv.ts";

/** Ranks that the study's "top_k" goes to. */
const STUDY_K = 3;

/**
 * A mode's tables in the file names, rows and columns of the study's own output (good-epic/activation-tails,
 * kde_predict_main.py), as pandas writes them: categories sorted, only those that occur as truth or prediction, whole paths
 * as one header row (or leading column) a level. Its precision, recall and F1 are matrices too: each count over its column's
 * sum, over its row's sum, and the two's harmonic mean. Its per-sentence files are not among them.
 */
export function studyTables({ classes }: Report, { path, levels }: ModeReport): Record<string, string> {
  const files: Record<string, string> = {};
  const put = (prefix: string, labels: string[][], confusion: number[][], ranks: number[]) => {
    const kept = occurring(labels, confusion);
    const counts = kept.map((i) => kept.map((j) => confusion[i]![j]!));
    const names = kept.map((i) => labels[i]!);
    const { precision, recall, f1 } = cellScores(counts);
    files[`${prefix}confusion_matrix.csv`] = frame(names, counts, String);
    files[`${prefix}precision_matrix.csv`] = frame(names, precision, float);
    files[`${prefix}recall_matrix.csv`] = frame(names, recall, float);
    files[`${prefix}f1_matrix.csv`] = frame(names, f1, float);
    files[`${prefix}top_k_accuracy.csv`] = lines([
      ["", "accuracy"],
      ...ranks.slice(0, STUDY_K).map((share, k) => [k + 1, float(share)]),
    ]);
  };
  put("full_tuple_", classes, path.confusion, path.rankKAccuracy);
  levels.forEach(({ labels, confusion, rankKAccuracy = [] }, i) => {
    const single = labels.map((label) => [label]);
    put(`dimension_${i}/`, single, confusion, rankKAccuracy);
  });
  return files;
}

/** Indices of the labels that are true or predicted somewhere, sorted as Python sorts tuples of texts. */
function occurring(labels: readonly string[][], confusion: number[][]): number[] {
  const [rows, columns] = [rowSums(confusion), columnSums(confusion)];
  return labels
    .map((_, i) => i)
    .filter((i) => rows[i]! + columns[i]! > 0)
    .sort((a, b) => comparePaths(labels[a]!, labels[b]!));
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareCodePoints(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return 0;
}

function compareCodePoints(a: string, b: string): number {
  const [x, y] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
    if (order !== 0) return order;
  }
  return x.length - y.length;
}

function cellScores(counts: number[][]) {
  const [rows, columns] = [rowSums(counts), columnSums(counts)];
  const cells = (score: (n: number, i: number, j: number) => number) =>
    counts.map((row, i) => row.map((n, j) => score(n, i, j)));
  const ratio = (a: number, b: number) => (b > 0 ? a / b : 0);
  const precision = cells((n, _, j) => ratio(n, columns[j]!));
  const recall = cells((n, i) => ratio(n, rows[i]!));
  const f1 = cells((_, i, j) => {
    const [p, r] = [precision[i]![j]!, recall[i]![j]!];
    return ratio(2 * (p * r), p + r);
  });
  return { precision, recall, f1 };
}

/** A square table with paths for rows and columns. */
function frame(names: readonly string[][], cells: number[][], format: (n: number) => string): string {
  const depth = names[0]?.length ?? 1;
  const head = Array.from({ length: depth }, (_, level) => [
    ...new Array<string>(depth).fill(""),
    ...names.map((path) => path[level]!),
  ]);
  return lines([...head, ...names.map((path, i) => [...path, ...cells[i]!.map(format)])]);
}

/** A float as Python prints it, where it is no tiny one: 1.0 rather than 1. */
const float = (x: number) => (Number.isInteger(x) ? x.toFixed(1) : String(x));

/** As pandas ends lines. */
const lines = (rows: (string | number)[][]) =>
  rows.map((row) => toCsv([row]).replace(/\r\n$/, "\n")).join("");
