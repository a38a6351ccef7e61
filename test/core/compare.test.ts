import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { type CompareTable, compareReports, compareWarnings } from "../../src/core/compare.ts";
import { reportNames } from "../../src/core/compareNames.ts";
import { differenceInterval } from "../../src/core/differenceInterval.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { reportOf } from "../support/report.ts";

const classes = ["bees", "clocks"].flatMap((s) => ["loud", "soft"].map((v) => [s, v]));
const counts = (right: number) =>
  classes.map((_, t) => classes.map((_, p) => (t === p ? right : t === (p + 1) % 4 ? 3 : 1)));
const model = (id: string) => ({ id, nLayers: 2, dModel: 16 });
const one = reportOf({
  classes,
  model: model("one"),
  nTest: 100,
  confusion: { full: counts(2), tails: counts(9), std2: counts(5) },
  floorShare: 0.25,
  tailsMinusFull: [{ name: "subject", difference: 0.1, interval: { low: 0.05, high: 0.15 } }],
});
const two = reportOf({
  nTest: 100,
  classes,
  model: model("two"),
  confusion: { full: counts(4), tails: counts(3) },
});
const tables = (reports: Report[]) => new Map(compareReports(reports).map((t) => [t.title, t]));
const cell = ({ columns, rows }: CompareTable, row: string, column: string) =>
  rows.find((r) => r[0] === row)![columns.indexOf(column)];

describe("reports side by side", () => {
  const both = tables([one, two]);

  it("give model × category in every mode and score, with the mean over models", () => {
    const table = both.get("F1 by subject, tails")!;
    expect(table.columns).toEqual(["model", "bees", "clocks", "mean"]);
    const [a, b] = [one, two].map((r) => r.modes.tails!.levels[0]!);
    expect(table.rows[0]).toEqual(["one", ...a!.f1, (a!.f1[0]! + a!.f1[1]!) / 2]);
    expect(table.rows[1]).toEqual(["two", ...b!.f1, (b!.f1[0]! + b!.f1[1]!) / 2]);
    expect(cell(table, "mean of 2", "clocks")).toBeCloseTo((a!.f1[1]! + b!.f1[1]!) / 2, 12);
    expect(cell(both.get("recall by attribute, full")!, "two", "soft")).toBe(
      two.modes.full!.levels[1]!.recall[1],
    );
    expect(cell(both.get("precision by attribute, full")!, "two", "soft")).toBe(
      two.modes.full!.levels[1]!.precision[1],
    );
    expect(both.get("F1 by subject, std2")!.rows).toHaveLength(1);
  });

  it("give macro F1 and tails − full with intervals and n", () => {
    const macro = both.get("Macro F1")!;
    expect(macro.rows).toHaveLength(5 * 3);
    const { macroF1, macroF1Interval } = two.modes.tails!.levels[1]!;
    expect(macro.rows).toContainEqual([
      "two",
      "tails",
      "attribute",
      macroF1,
      macroF1Interval.low,
      macroF1Interval.high,
      two.nTest,
    ]);
    expect(both.get("Tails − full, macro F1")!.rows).toEqual([
      ["one", "subject", 0.1, 0.05, 0.15, one.nTest],
    ]);
  });

  it("give what each further report has over the first, with intervals", () => {
    const [a, b] = [two, one].map(({ modes }) => modes.tails!.levels[0]!);
    const { low, high } = differenceInterval(
      { value: a!.macroF1, interval: a!.macroF1Interval },
      { value: b!.macroF1, interval: b!.macroF1Interval },
    );
    const table = both.get("Macro F1 less that of one")!;
    expect(table.rows).toHaveLength(2 * 3); // std2 is the first's alone
    expect(table.rows).toContainEqual(["two", "tails", "subject", a!.macroF1 - b!.macroF1, low, high, 100]);
    expect(low).toBeLessThan(a!.macroF1 - b!.macroF1);
    const otherClasses = reportOf({
      classes: [["x"], ["y"]],
      confusion: {
        full: [
          [1, 0],
          [0, 1],
        ],
      },
    });
    expect(tables([one, otherClasses]).has("Macro F1 less that of one")).toBe(false);
    expect(tables([one]).has("Macro F1 less that of one")).toBe(false);
  });

  it("give sinks, floor share and what the reports are", () => {
    const worst = one.modes.tails!.sinks[0]!;
    expect(both.get("Prediction sinks")!.rows).toContainEqual([
      "one",
      "tails",
      1,
      worst.path.join(" / "),
      worst.predicted,
      worst.share,
      worst.excess,
    ]);
    expect(both.get("Values in the tails")!.rows).toContainEqual(["one", "std2", 0.25, 5]);
    expect(cell(both.get("Reports")!, "two", "test sentences")).toBe(two.nTest);
  });

  it("have rows as wide as their columns, columns of different names, and different titles", () => {
    const all = compareReports([one, two]);
    for (const { columns, rows } of all) {
      expect(new Set(columns).size).toBe(columns.length);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
    expect(new Set(all.map((t) => t.title)).size).toBe(all.length);
  });

  it("are no tables of no reports", () => {
    expect([compareReports([]), compareWarnings([])]).toEqual([[], []]);
  });
});

describe("reports on different ground", () => {
  const split = { ...two, data: { ...two.data, sha256: "cd".repeat(32), split: "seed 2" } };

  it("are told, and never averaged", () => {
    expect(compareWarnings([one, two])).toEqual([]);
    expect(compareWarnings([one, { ...two, nTest: 99 }])[0]).toContain("99 test sentences instead of 100");
    const options = { ...one.options, bandwidthScale: 1, tailRule: { rule: "std", k: 3 } as const };
    expect(compareWarnings([one, { ...two, options }])[0]).toContain(
      "bandwidth scale 1 instead of 4; tail rule std:3 instead of published",
    );
    const rounded: Report = { ...two, model: { ...two.model, roundedTo: "F16" } };
    expect(compareWarnings([one, rounded])).toEqual([
      "two is not on the same ground as one: it has weights rounded to F16 instead of as they are.",
    ]);
    expect(reportNames([two, rounded])).toEqual([
      "two (weights as they are)",
      "two (weights rounded to F16)",
    ]);
    expect(compareWarnings([one, split])).toEqual([
      'two is not on the same ground as one: it has the data d.json instead of d.json (another file of that name); the split "seed 2" instead of "seed 1".',
    ]);
    expect(tables([one, two]).get("F1 by subject, full")!.rows).toHaveLength(3);
    const apart = tables([one, split]);
    expect(apart.get("F1 by subject, full")!.rows.map((r) => r[0])).toEqual(["one", "two"]);
    expect(cell(apart.get("Reports")!, "two", "differs from the first in")).toContain('the split "seed 2"');
    expect(cell(apart.get("Reports")!, "one", "differs from the first in")).toBe("");
  });

  it("stand in tables of their own where the categories differ", () => {
    const other = reportOf({
      classes: classes.map(([s, v]) => [s!, `${v}er`]),
      model: model("three"),
      confusion: { full: counts(4) },
    });
    const apart = tables([one, other]);
    expect(apart.get("F1 by attribute, full")!.columns).toContain("loud");
    expect(apart.get("F1 by attribute, full, with the categories of three")!.columns).toContain("louder");
    expect(apart.get("F1 by subject, full")!.rows).toHaveLength(2);
  });
});

describe("names of reports", () => {
  it("tell reports of one model apart by what differs", () => {
    const finer = { ...one, options: { ...PUBLISHED, bandwidthScale: 1 } };
    expect(reportNames([one, finer, two])).toEqual([
      "one (bandwidthScale 4)",
      "one (bandwidthScale 1)",
      "two",
    ]);
    expect(reportNames([one, { ...one, layersUsed: [0] }])).toEqual(["one (layers all)", "one (layers 0)"]);
    expect(reportNames([two, two])).toEqual(["two #1", "two #2"]);
  });
});
