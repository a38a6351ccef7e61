import type { Spread } from "./measure.ts";

export interface Row {
  what: string;
  /** In ms unless the row says otherwise. */
  measured?: Spread;
  baseline?: Spread & { name: string };
  ratio?: number;
  target: string;
  /** Undefined where it could not be measured. */
  met?: boolean;
  note?: string;
}

export interface Result {
  machine: string;
  date: string;
  rows: Row[];
}

const HEAD = ["what", "measured, ms", "baseline, ms", "ratio", "target", "met", "note"];

const ms = (x: number) => x.toFixed(x < 100 ? 2 : 0);
const spread = (s: Spread | undefined) =>
  s ? `${ms(s.median)} (${ms(s.low)} to ${ms(s.high)}, fastest ${ms(s.fastest)}, n = ${s.n})` : "";

function cells(row: Row): string[] {
  const { what, measured, baseline, ratio, target, met, note } = row;
  return [
    what,
    spread(measured),
    baseline ? `${baseline.name}: ${spread(baseline)}` : "",
    ratio?.toPrecision(3) ?? "",
    target,
    met === undefined ? "not measured" : met ? "yes" : "no",
    note ?? "",
  ];
}

export function toMarkdown({ machine, date, rows }: Result): string {
  const lines = [HEAD, HEAD.map(() => "---"), ...rows.map(cells)].map((line) => `| ${line.join(" | ")} |`);
  const how =
    "Medians, in brackets the quartiles, the fastest, and how many. A ratio is the median of the quotients of neighbouring runs.";
  return `# Benchmarks\n\n${machine} ${date}\n\n${how}\n\n${lines.join("\n")}\n`;
}

/** One paragraph a row, for a terminal. */
export function toText(row: Row): string {
  const [what, ...rest] = cells(row);
  const told = rest.map((cell, i) => (cell === "" ? undefined : `  ${HEAD[i + 1]!.padEnd(12)}  ${cell}`));
  return [what, ...told.filter((line) => line !== undefined)].join("\n");
}
