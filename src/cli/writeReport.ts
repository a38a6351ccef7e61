import { join } from "node:path";
import type { Report } from "../core/api.ts";
import type { Evaluation } from "../core/evaluation.ts";
import { writeEvaluation } from "../engine/evaluationFile.ts";
import { buildReport, type ReportOptions } from "../engine/report.ts";
import { reportTables } from "../engine/tables.ts";
import { writeWhole } from "./files.ts";

/** Where an evaluation is kept, so that its report can be made again, by other layers, without the model. */
export const EVALUATION_FILE = "evaluation.safetensors";

/** Writes report.json and its CSV tables into a folder. */
export async function writeReport(
  out: string,
  evaluation: Evaluation,
  options: ReportOptions = {},
): Promise<Report> {
  const report = buildReport(evaluation, options);
  for (const [name, csv] of Object.entries(reportTables(report))) await writeWhole(join(out, name), csv);
  await writeWhole(join(out, "report.json"), JSON.stringify(report));
  return report;
}

/** The same, with the evaluation itself beside them. */
export async function writeEvaluated(out: string, evaluation: Evaluation): Promise<Report> {
  await writeWhole(join(out, EVALUATION_FILE), writeEvaluation(evaluation));
  return writeReport(out, evaluation);
}

/** A report in a few lines. */
export function summary(out: string, report: Report): string {
  const lines = Object.entries(report.modes).map(([name, { path, levels }]) => {
    const scores = [["pair", path.macroF1], ...levels.map((l) => [l.name, l.macroF1])] as [string, number][];
    return `  ${name.padEnd(8)} macro F1: ${scores.map(([level, f1]) => `${level} ${f1.toFixed(3)}`).join(", ")}`;
  });
  return [`${report.nTest} sentences, ${report.classes.length} classes → ${out}`, ...lines].join("\n");
}
