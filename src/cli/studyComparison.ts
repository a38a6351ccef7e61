import { join } from "node:path";
import type { Report } from "../core/api.ts";
import { type Claim, claimsOf } from "../core/claims.ts";
import { type CompareTable, compareReports, compareWarnings } from "../core/compare.ts";
import { reportNames } from "../core/compareNames.ts";
import { toCsv } from "../core/csv.ts";
import { Failure } from "../core/failure.ts";
import { readJsonFile, writeWhole } from "./files.ts";

export interface Comparison {
  tables: CompareTable[];
  warnings: string[];
  claims: { model: string; claims: Claim[] }[];
}

/** Reports side by side and what they say to the study's claims: `compare.md`, and `tables/*.csv` in full precision. */
export async function writeComparison(out: string, reports: Report[]): Promise<Comparison> {
  const names = reportNames(reports);
  const comparison: Comparison = {
    tables: compareReports(reports),
    warnings: compareWarnings(reports),
    claims: reports.map((report, i) => ({ model: names[i]!, claims: claimsOf(report) })),
  };
  for (const table of comparison.tables) {
    await writeWhole(join(out, "tables", `${slug(table.title)}.csv`), toCsv([table.columns, ...table.rows]));
  }
  const claims = comparison.claims.flatMap(({ model, claims }) =>
    claims.map((c) => [model, c.verdict, c.claim, c.found, c.n]),
  );
  await writeWhole(
    join(out, "tables", "claims.csv"),
    toCsv([["model", "verdict", "claim", "found", "n"], ...claims]),
  );
  await writeWhole(join(out, "compare.md"), markdown(comparison));
  return comparison;
}

/** @throws Failure("io" | "bad-data" | "bad-file") */
export async function readReport(path: string): Promise<Report> {
  const report = (await readJsonFile(path)) as Partial<Report> | null;
  const { format, version } = report ?? {};
  if (format !== "tailscope-report") {
    throw new Failure("bad-file", `${path} is no report of Tailscope: evaluate writes them, report.json.`);
  }
  if (version !== 1) {
    throw new Failure(
      "bad-file",
      `${path} is a report of the version ${String(version)}; this program reads version 1.`,
    );
  }
  const whole =
    Array.isArray(report!.classes) &&
    [report!.model, report!.data, report!.options, report!.modes].every(Boolean);
  if (!whole) throw new Failure("bad-file", `${path} can't be used: parts of the report are missing.`);
  return report as Report;
}

function markdown({ tables, warnings, claims }: Comparison): string {
  const lines = [
    "# Comparison",
    "",
    ...warnings.flatMap((warning) => [`> ${warning}`, ">"]).slice(0, -1),
    "",
  ];
  if (warnings.length === 0) lines.pop();
  lines.push("## The study's claims", "");
  for (const { model, claims: rows } of claims) {
    const cells = rows.map((c) => [c.claim, c.found, `**${c.verdict}**`, c.n]);
    lines.push(`### ${model}`, "", ...markdownTable(["the study", "here", "", "n"], cells), "");
  }
  for (const { title, columns, rows } of tables)
    lines.push(`## ${title}`, "", ...markdownTable(columns, rows), "");
  return `${lines.join("\n").trimEnd()}\n`;
}

function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  const row = (cells: readonly (string | number)[]) => `| ${cells.map(cellText).join(" | ")} |`;
  return [row(columns), row(columns.map(() => "---")), ...rows.map(row)];
}

function cellText(cell: string | number): string {
  if (typeof cell === "number") return Number.isInteger(cell) ? String(cell) : cell.toFixed(3);
  return cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replaceAll("−", "minus")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
