import type { Report } from "../core/api.ts";
import { toCsv } from "../core/csv.ts";

/** A report's tables as CSV files, by name: confusion matrices, scores by category, sinks, for every mode. */
export function reportTables(report: Report): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [mode, { path, levels, sinks }] of Object.entries(report.modes)) {
    const pairs = report.classes.map((p) => p.join(" / "));
    files[`${mode}/pair_confusion.csv`] = matrix(pairs, path.confusion);
    files[`${mode}/sinks.csv`] = toCsv([
      ["class", "predicted", "share", "excess"],
      ...sinks.map((s) => [s.path.join(" / "), s.predicted, s.share, s.excess]),
    ]);
    for (const level of levels) {
      files[`${mode}/${level.name}_confusion.csv`] = matrix(level.labels, level.confusion);
      files[`${mode}/${level.name}_scores.csv`] = toCsv([
        [level.name, "precision", "recall", "f1"],
        ...level.labels.map((label, i) => [label, level.precision[i]!, level.recall[i]!, level.f1[i]!]),
      ]);
    }
  }
  return files;
}

function matrix(labels: readonly string[], confusion: readonly (readonly number[])[]): string {
  return toCsv([["true \\ predicted", ...labels], ...labels.map((label, i) => [label, ...confusion[i]!])]);
}
