import { Failure } from "../../core/failure.ts";
import type { Command } from "../command.ts";
import { required } from "../flags.ts";
import { readReport, writeComparison } from "../studyComparison.ts";

export const compareCommand: Command = {
  usage: "tailscope compare report1.json report2.json … --out DIR",
  help: `  puts reports side by side: compare.md (the study's tables, and its claims beside what was found) and tables/*.csv
  reports on other data, splits, classes or options are told apart, never averaged`,
  flags: { out: "string" },
  async run(flags, words, terminal) {
    const out = required(flags, "out");
    if (words.length === 0) throw new Failure("usage", "no report.json is named.");
    const reports = [];
    for (const path of words) reports.push(await readReport(path));
    const comparison = await writeComparison(out, reports);
    for (const warning of comparison.warnings) terminal.say(warning);
    const { tables, claims } = comparison;
    terminal.result(
      { out, ...comparison },
      [`${counted(reports.length, "report")}, ${tables.length} tables → ${out}`, ...verdicts(claims)].join(
        "\n",
      ),
    );
  },
};

/** How many of the study's claims each model bears out. */
export function verdicts(claims: { model: string; claims: { verdict: string }[] }[]): string[] {
  return claims.map(({ model, claims: rows }) => {
    const count = (verdict: string) => rows.filter((c) => c.verdict === verdict).length;
    return `  ${model}: of the study's claims ${count("holds")} hold, ${count("fails")} fail, ${count("open")} open`;
  });
}

export const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
