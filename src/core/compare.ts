import type { LevelReport, ModeReport, Report } from "./api.ts";
import { compareWarnings, differences, reportNames, sameClasses } from "./compareNames.ts";
import { differenceInterval, type Estimate } from "./differenceInterval.ts";

export { compareWarnings } from "./compareNames.ts";

/** A table of several reports side by side; the first column names what a row is about. */
export interface CompareTable {
  title: string;
  columns: string[];
  rows: (string | number)[][];
}

const TOP_SINKS = 5;
const SCORES = [
  ["F1", "f1"],
  ["precision", "precision"],
  ["recall", "recall"],
] as const;

/**
 * The study's tables of several reports: what they are, macro F1, tails − full and what each has over the first report, with
 * 95 % intervals, F1, precision and recall by model × category in every mode, sinks, floor share. What is not on the same ground
 * as the first report is told in the first table and by `compareWarnings`, and no mean is taken over it.
 */
export function compareReports(reports: Report[]): CompareTable[] {
  const named = reportNames(reports).map((name, i) => ({ name, report: reports[i]! }));
  if (named.length === 0) return [];
  return [
    about(named),
    macroF1(named),
    tailsMinusFull(named),
    againstFirst(named),
    ...byCategory(named, compareWarnings(reports).length === 0),
    cleaner(named),
    sinks(named),
    floors(named),
  ].filter(({ rows }) => rows.length > 0);
}

interface Named {
  name: string;
  report: Report;
}

function about(named: readonly Named[]): CompareTable {
  return {
    title: "Reports",
    columns: [
      "model",
      "layers",
      "d_model",
      "data",
      "split",
      "classes",
      "test sentences",
      "leaks",
      "layers scored",
      "differs from the first in",
    ],
    rows: named.map(({ name, report: r }) => [
      name,
      r.model.nLayers,
      r.model.dModel,
      `${r.data.name} ${r.data.sha256.slice(0, 12)}`.trim(),
      r.data.split,
      r.classes.length,
      r.nTest,
      r.nLeaks,
      r.layersUsed ? r.layersUsed.join(" ") : "all",
      differences(r, named[0]!.report).join("; "),
    ]),
  };
}

function macroF1(named: readonly Named[]): CompareTable {
  return {
    title: "Macro F1",
    columns: ["model", "mode", "level", "macro F1", "low", "high", "n"],
    rows: modesOf(named).flatMap(({ name, mode, scores, report }) =>
      allLevels(scores).map((level) => [
        name,
        mode,
        level.name,
        level.macroF1,
        level.macroF1Interval.low,
        level.macroF1Interval.high,
        report.nTest,
      ]),
    ),
  };
}

/** Macro F1 of each further report less the first's, of levels that both have; reports of other classes have none. */
function againstFirst([first, ...others]: readonly Named[]): CompareTable {
  return {
    title: `Macro F1 less that of ${first!.name}`,
    columns: ["model", "mode", "level", "difference", "low", "high", "n"],
    rows: modesOf(others.filter(({ report }) => sameClasses(report, first!.report))).flatMap((other) => {
      const there = first!.report.modes[other.mode];
      const levels = there ? allLevels(there) : [];
      return allLevels(other.scores).flatMap((level) => {
        const from = levels.find(({ name }) => name === level.name);
        if (!from) return [];
        const { low, high } = differenceInterval(estimateOf(level), estimateOf(from));
        const { nTest } = other.report;
        return [[other.name, other.mode, level.name, level.macroF1 - from.macroF1, low, high, nTest]];
      });
    }),
  };
}

type Level = Pick<LevelReport, "name" | "macroF1" | "macroF1Interval">;

const allLevels = (scores: ModeReport): Level[] => [{ name: "pair", ...scores.path }, ...scores.levels];

const estimateOf = ({ macroF1, macroF1Interval }: Level): Estimate => ({
  value: macroF1,
  interval: macroF1Interval,
});

function tailsMinusFull(named: readonly Named[]): CompareTable {
  return {
    title: "Tails − full, macro F1",
    columns: ["model", "level", "difference", "low", "high", "n"],
    rows: named.flatMap(({ name, report }) =>
      (report.tailsMinusFull ?? []).map((d) => [
        name,
        d.name,
        d.difference,
        d.interval.low,
        d.interval.high,
        report.nTest,
      ]),
    ),
  };
}

/** Model × category, one table for each mode, level and score; models with other categories in tables of their own. */
function byCategory(named: readonly Named[], comparable: boolean): CompareTable[] {
  const tables = new Map<string, CompareTable>();
  for (const [score, key] of SCORES) {
    for (const { name, mode, scores } of modesOf(named)) {
      for (const level of scores.levels) {
        const id = JSON.stringify([score, mode, level.name, level.labels]);
        const title = `${score} by ${level.name}, ${mode}`;
        const shared = [...tables.values()].some((t) => t.title === title);
        const table = tables.get(id) ?? {
          title: shared ? `${title}, with the categories of ${name}` : title,
          columns: ["model", ...level.labels, "mean"],
          rows: [],
        };
        table.rows.push([name, ...level[key], mean(level[key])]);
        tables.set(id, table);
      }
    }
  }
  return comparable ? [...tables.values()].map(withMean) : [...tables.values()];
}

/** With the mean over models below, as the study averages. */
function withMean(table: CompareTable): CompareTable {
  if (table.rows.length < 2) return table;
  const numbers = table.columns.slice(1).map((_, i) => mean(table.rows.map((row) => Number(row[i + 1]))));
  return { ...table, rows: [...table.rows, [`mean of ${table.rows.length}`, ...numbers]] };
}

function cleaner(named: readonly Named[]): CompareTable {
  const columns = [
    "model",
    "mode",
    "level",
    "all",
    "without leaks",
    "n without leaks",
    "without both",
    "n without both",
  ];
  return {
    title: "Macro F1 without leaks and repeats",
    columns,
    rows: modesOf(named).flatMap(({ name, mode, scores }) => {
      const of = (from: ModeReport["withoutLeaks"] | undefined, level: string) =>
        level === "pair" ? from?.macroF1 : from?.levels.find((l) => l.name === level)?.macroF1;
      return allLevels(scores).map((level) => [
        name,
        mode,
        level.name,
        level.macroF1,
        of(scores.withoutLeaks, level.name) ?? "",
        scores.withoutLeaks.nTest,
        of(scores.withoutRepeats, level.name) ?? "",
        scores.withoutRepeats?.nTest ?? "",
      ]);
    }),
  };
}

function sinks(named: readonly Named[]): CompareTable {
  return {
    title: "Prediction sinks",
    columns: ["model", "mode", "rank", "class", "predicted", "share", "excess"],
    rows: modesOf(named).flatMap(({ name, mode, scores }) =>
      scores.sinks
        .slice(0, TOP_SINKS)
        .map((s, i) => [name, mode, i + 1, s.path.join(" / "), s.predicted, s.share, s.excess]),
    ),
  };
}

function floors(named: readonly Named[]): CompareTable {
  return {
    title: "Values in the tails",
    columns: ["model", "mode", "floor share", "mean tail values"],
    rows: modesOf(named)
      .filter(({ mode }) => mode !== "full")
      .map(({ name, mode, scores }) => [name, mode, scores.floorShare, scores.meanTailCount]),
  };
}

/** Every scored mode of every report, the modes in the order in which they first appear. */
function modesOf(named: readonly Named[]): (Named & { mode: string; scores: ModeReport })[] {
  const modes = [...new Set(named.flatMap(({ report }) => Object.keys(report.modes)))];
  return modes.flatMap((mode) =>
    named.flatMap((one) =>
      one.report.modes[mode] ? [{ ...one, mode, scores: one.report.modes[mode] }] : [],
    ),
  );
}

const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
