import { describe, expect, it } from "vitest";
import { classScores } from "../../src/core/f1.ts";
import type { Mode } from "../../src/core/options.ts";
import { seededRandom } from "../../src/core/random.ts";
import type { EvaluatedSentences } from "../../src/engine/evaluate.ts";
import { buildReport } from "../../src/engine/report.ts";
import { reportTables } from "../../src/engine/tables.ts";
import { tinyAtlas } from "../support/tinyAtlas.ts";

const plain = tinyAtlas();
const classes = ["bees, wild", "clocks"].flatMap((s) => ["loud", "soft"].map((a) => [s, a]));
const atlas = { ...plain, recipe: { ...plain.recipe, classes } };
const modes: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
];

/** Sixty sentences, predicted right with another chance in each mode, the third rank and below by chance. */
const random = seededRandom(3);
const truth = Array.from({ length: 60 }, (_, i) => i % 4);
const totals = (t: number, right: number) => {
  const scores = Array.from({ length: 4 }, random);
  return random() < right ? scores.map((s, c) => (c === t ? s + 1 : s)) : scores;
};
const results: EvaluatedSentences = truth.map((t) => [
  { totals: totals(t, 0.3), floored: 0, tailCount: 32 },
  { totals: totals(t, 0.8), floored: 2, tailCount: 12 },
]);
const leaked = truth.map((_, i) => i % 5 === 0);
const report = buildReport(atlas, modes, { truth, leaked, results });
const sum = (m: number[][]) => m.flat().reduce((a, b) => a + b, 0);
const { full, tails } = report.modes;

describe("a report", () => {
  it("has another matrix for tails than for full, each of all sentences", () => {
    expect(tails!.path.confusion).not.toEqual(full!.path.confusion);
    for (const mode of [full!, tails!]) {
      expect(sum(mode.path.confusion)).toBe(60);
      for (const level of mode.levels) expect(sum(level.confusion)).toBe(60);
      expect(mode.sinks.reduce((n, s) => n + s.predicted, 0)).toBe(60);
    }
    expect([report.nTest, report.nLeaks]).toEqual([60, 12]);
  });

  it("reads subject and attribute off the predicted pair", () => {
    const [subject, attribute] = tails!.levels;
    expect([subject!.name, subject!.labels]).toEqual(["subject", ["bees, wild", "clocks"]]);
    expect([attribute!.name, attribute!.labels]).toEqual(["attribute", ["loud", "soft"]]);
    const c = tails!.path.confusion;
    const block = (rows: number[], columns: number[]) => sum(rows.map((r) => columns.map((k) => c[r]![k]!)));
    expect(subject!.confusion[0]).toEqual([block([0, 1], [0, 1]), block([0, 1], [2, 3])]);
    expect(attribute!.confusion[1]).toEqual([block([1, 3], [0, 2]), block([1, 3], [1, 3])]);
  });

  it("scores each matrix, with an interval about the score", () => {
    for (const { path, levels } of [full!, tails!]) {
      for (const { confusion, macroF1, macroF1Interval } of [path, ...levels]) {
        expect(macroF1).toBe(classScores(confusion).macroF1);
        expect(macroF1Interval.low).toBeLessThan(macroF1);
        expect(macroF1Interval.high).toBeGreaterThan(macroF1);
      }
    }
  });

  it("has the diagonal for rank one, and all within rank four", () => {
    const diagonal = full!.path.confusion.reduce((n, row, i) => n + row[i]!, 0);
    expect(full!.path.rankKAccuracy[0]).toBe(diagonal / 60);
    expect(full!.path.topKAccuracy[0]).toBe(diagonal / 60);
    expect(full!.path.topKAccuracy[3]).toBe(1);
  });

  it("gives the scores without leaks as of the clean sentences alone", () => {
    const clean = truth.map((_, i) => i).filter((i) => !leaked[i]);
    const alone = buildReport(atlas, modes, {
      truth: clean.map((i) => truth[i]!),
      leaked: clean.map(() => false),
      results: clean.map((i) => results[i]!),
    });
    for (const name of ["full", "tails"]) {
      const { withoutLeaks } = report.modes[name]!;
      expect(withoutLeaks.nTest).toBe(48);
      expect(withoutLeaks.macroF1).toBeCloseTo(alone.modes[name]!.path.macroF1, 12);
      expect(withoutLeaks.levels[0]!.macroF1).toBeCloseTo(alone.modes[name]!.levels[0]!.macroF1, 12);
      expect(withoutLeaks.macroF1).not.toBe(report.modes[name]!.path.macroF1);
    }
  });

  it("gives tails − full by the same resamples, when both were scored", () => {
    const [pair, subject] = report.tailsMinusFull!;
    expect(pair!.difference).toBeCloseTo(tails!.path.macroF1 - full!.path.macroF1, 12);
    expect(subject!.name).toBe("subject");
    expect(pair!.interval.low).toBeLessThan(pair!.difference);
    const one = buildReport(atlas, [modes[0]!], { truth, leaked, results: results.map((s) => [s[0]!]) });
    expect(one.tailsMinusFull).toBeUndefined();
    expect(one.modes.full).toEqual(full);
  });

  it("gives floor share and mean tail count over sentence × class × layer", () => {
    expect([full!.floorShare, tails!.floorShare]).toEqual([0, 2 / (4 * 2)]);
    expect([full!.meanTailCount, tails!.meanTailCount]).toEqual([32 / 8, 12 / 8]);
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe("a report's tables", () => {
  const tables = reportTables(report);

  it("are the matrices, scores and sinks of each mode", () => {
    const names = ["pair_confusion", "sinks", "subject_confusion", "subject_scores", "attribute_confusion"];
    for (const mode of ["full", "tails"])
      for (const name of names) expect(tables[`${mode}/${name}.csv`]).toBeTruthy();
  });

  it("have a row a category, names with commas quoted", () => {
    const [head, first] = tables["full/subject_confusion.csv"]!.split("\r\n");
    const row = full!.levels[0]!.confusion[0]!;
    expect(head).toBe('true \\ predicted,"bees, wild",clocks');
    expect(first).toBe(`"bees, wild",${row.join(",")}`);
  });
});
