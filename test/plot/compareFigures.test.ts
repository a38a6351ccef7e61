import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { f1Intervals } from "../../src/core/f1Intervals.ts";
import { gridCsv, gridItems } from "../../src/plot/dumbbellGrid.ts";
import { dumbbellCsv } from "../../src/plot/f1Dumbbells.ts";
import { intervalCsv, intervalDomain } from "../../src/plot/intervalPlot.ts";
import { shortLabel } from "../../src/plot/labels.ts";

const reports = ["mini-gpt2", "mini-pythia"].map(
  (id) => JSON.parse(readFileSync(`public/models/${id}/report.json`, "utf8")) as Report,
);
const panels = reports.map(({ model, modes }) => ({
  name: model.id,
  full: modes.full!.levels[0]!,
  tails: modes.tails!.levels[0]!,
}));

it("small multiples have one order of categories, best first over all of them", () => {
  const items = gridItems(panels, "mean");
  const [one, other] = items.map((rows) => rows.map(({ label }) => label));
  expect(one).toEqual(other);
  expect(one![0]).toBe("mean");
  const best = items[0]!
    .slice(1)
    .map((_, i) =>
      items.reduce((sum, rows) => sum + Math.max(rows[i + 1]!.full.f1, rows[i + 1]!.tails.f1), 0),
    );
  expect(best).toEqual([...best].sort((a, b) => b - a));
  const rows = gridCsv(panels, "mean");
  expect(rows).toHaveLength(1 + 2 * 11);
  expect(rows[1]).toEqual([
    "mini-gpt2",
    "mean",
    ...[panels[0]!.full, panels[0]!.tails].flatMap(({ macroF1, macroF1Interval: { low, high } }) => [
      macroF1,
      low,
      high,
    ]),
    expect.any(Number),
  ]);
  expect(rows[2]!.slice(3, 5)).toEqual(["", ""]);
});

it("small multiples carry each category's intervals to its row, whatever the order", () => {
  const withIntervals = panels.map((panel) => ({
    ...panel,
    intervals: { full: f1Intervals(panel.full.confusion, 50), tails: f1Intervals(panel.tails.confusion, 50) },
  }));
  const rows = gridItems(withIntervals, "mean")[1]!.slice(1);
  const { full, tails, intervals } = withIntervals[1]!;
  for (const row of rows) {
    const i = full.labels.findIndex((label) => shortLabel([label]) === row.label);
    expect(row.full).toEqual({ f1: full.f1[i], interval: intervals.full[i] });
    expect(row.tails).toEqual({ f1: tails.f1[i], interval: intervals.tails[i] });
  }
});

it("an axis of scores holds zero and every interval", () => {
  const mark = (value: number, low: number, high: number) => ({
    kind: "difference" as const,
    value,
    interval: { low, high },
  });
  expect(intervalDomain([mark(-0.1, -0.2, -0.05)])).toEqual([-0.2, 0]);
  expect(intervalDomain([mark(0.1, 0.05, 0.3), mark(-0.01, -0.02, 0.01)])).toEqual([-0.02, 0.3]);
  expect(intervalDomain([])).toEqual([0, 0.01]);
});

it("are written as numbers, unrounded, with intervals where there are some", () => {
  const interval = { low: -0.0234567, high: 0.1 };
  const groups = [
    {
      name: "Pairs",
      rows: [{ label: "a", marks: [{ kind: "difference" as const, value: 0.01234567, interval }] }],
    },
  ];
  expect(intervalCsv(groups)[1]).toEqual(["Pairs", "a", "tails - full", 0.01234567, -0.0234567, 0.1]);
  const { full, tails } = panels[0]!;
  const rows = dumbbellCsv(full, tails);
  expect(rows).toHaveLength(2 + full.labels.length);
  expect(rows[1]!.slice(1, 4)).toEqual([full.macroF1, full.macroF1Interval.low, full.macroF1Interval.high]);
  expect(rows[2]!.slice(2, 4)).toEqual(["", ""]);
});
