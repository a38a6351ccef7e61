import type { ModeReport, Report } from "../core/api.ts";
import { toCsv } from "../core/csv.ts";
import { studyTables } from "./studyTables.ts";

/** A report's tables as CSV files, by name: for every mode ours, and those that the study's code wrote. */
export function reportTables(report: Report): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [name, mode] of Object.entries(report.modes)) {
    for (const [file, csv] of Object.entries({ ...ownTables(report, mode), ...studyTables(report, mode) }))
      files[`${name}/${file}`] = csv;
  }
  return files;
}

/** Confusion matrices, scores by category, ranks, sinks, layers alone, tails by class and layer, reliability. */
function ownTables(report: Report, mode: ModeReport): Record<string, string> {
  const { path, levels, sinks, sinkHistogram: bins, layers, tailMap, calibration } = mode;
  const pairs = report.classes.map((p) => p.join(" / "));
  const files: Record<string, string> = {
    "pair_confusion.csv": matrix(pairs, path.confusion),
    "sinks.csv": toCsv([
      ["class", "predicted", "share", "excess"],
      ...sinks.map((s) => [s.path.join(" / "), s.predicted, s.share, s.excess]),
    ]),
  };
  for (const level of levels) {
    files[`${level.name}_confusion.csv`] = matrix(level.labels, level.confusion);
    files[`${level.name}_scores.csv`] = toCsv([
      [level.name, "precision", "recall", "f1"],
      ...level.labels.map((label, i) => [label, level.precision[i]!, level.recall[i]!, level.f1[i]!]),
    ]);
  }
  files["ranks.csv"] = toCsv([
    ["k", "rank_k_accuracy", "top_k_accuracy"],
    ...path.rankKAccuracy.map((share, i) => [i + 1, share, path.topKAccuracy[i]!]),
  ]);
  if (bins)
    files["sink_histogram.csv"] = toCsv([
      ["from", "to", "classes"],
      ...bins.counts.map((n, i) => [bins.edges[i]!, bins.edges[i + 1]!, n]),
    ]);
  if (layers)
    files["layers.csv"] = toCsv([
      ["layer", "pair_macro_f1", ...levels.map((l) => `${l.name}_macro_f1`)],
      ...layers.map((l) => [l.layer, l.macroF1, ...l.levels.map((level) => level.macroF1)]),
    ]);
  if (tailMap) {
    files["floor_share.csv"] = byLayer(pairs, tailMap.floorShare);
    files["mean_tail_count.csv"] = byLayer(pairs, tailMap.meanTailCount);
  }
  if (calibration)
    files["reliability.csv"] = toCsv([
      ["confidence", "accuracy", "n"],
      ...calibration.reliability.map((bin) => [bin.confidence, bin.accuracy, bin.n]),
    ]);
  return files;
}

function matrix(labels: readonly string[], confusion: readonly (readonly number[])[]): string {
  return toCsv([["true \\ predicted", ...labels], ...labels.map((label, i) => [label, ...confusion[i]!])]);
}

function byLayer(labels: readonly string[], table: readonly (readonly number[])[]): string {
  const layers = (table[0] ?? []).map((_, layer) => `layer ${layer}`);
  return toCsv([["class", ...layers], ...labels.map((label, c) => [label, ...table[c]!])]);
}
