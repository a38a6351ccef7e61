import { expect, it } from "vitest";
import { readCell } from "../../src/plot/confusionFigure.ts";
import type { ConfusionLevel } from "../../src/plot/confusionLayout.ts";
import { cellWords, confusionRamp } from "../../src/plot/confusionRamp.ts";
import { differenceLevel } from "../../src/plot/differenceLevel.ts";
import { readChanges, readMatrix, readRow, readWhole } from "../../src/plot/matrixReading.ts";
import { darkTheme, lightTheme } from "../../src/plot/theme.ts";

const level: ConfusionLevel = {
  name: "subject",
  labels: ["music", "poetry", "vacation", "economics"],
  confusion: [
    [5, 1, 0, 4],
    [0, 3, 0, 7],
    [0, 0, 0, 0],
    [2, 0, 0, 8],
  ],
};

it("reads a cell with its row’s recall and its column’s precision", () => {
  const { row, column, count, share } = readMatrix(level, { row: 0, column: 3 });
  expect([count, share]).toEqual([4, 0.4]);
  expect(row).toMatchObject({ label: "music", total: 10, right: 5, share: 0.5 });
  expect(row.mistakes.map(({ label, count: n }) => [label, n])).toEqual([
    ["economics", 4],
    ["poetry", 1],
  ]);
  expect(column).toMatchObject({ label: "economics", total: 19, right: 8, share: 8 / 19 });
  expect(column.mistakes.map(({ label, count: n }) => [label, n])).toEqual([
    ["poetry", 7],
    ["music", 4],
  ]);
});

it("has no recall for a class without sentences, and no precision for one never guessed", () => {
  const { row, column, share } = readMatrix(level, { row: 2, column: 2 });
  expect([row.share, column.share, share]).toEqual([undefined, undefined, undefined]);
  expect(readRow(level, 2).mistakes).toEqual([]);
});

it("sums up the whole: what is right, and the worst mistakes first", () => {
  const { total, right, worst } = readWhole(level, 2);
  expect([total, right]).toEqual([30, 16]);
  expect(worst.map(({ trueLabel, predictedLabel, count }) => [trueLabel, predictedLabel, count])).toEqual([
    ["poetry", "economics", 7],
    ["music", "economics", 4],
  ]);
});

it("tells classes of a sorted matrix as the data counts them, so that the right sentences are listed", () => {
  const order = [3, 1, 0, 2];
  const sorted = {
    ...level,
    order,
    labels: order.map((i) => level.labels[i]!),
    confusion: order.map((i) => order.map((j) => level.confusion[i]![j]!)),
  };
  expect(readCell(sorted, { row: 0, column: 2 })).toEqual({
    ...{ row: 3, column: 0, trueLabel: "economics", predictedLabel: "music", count: 2 },
    place: { row: 0, column: 2 },
  });
});

it("subtracts full from tails, and colours the two signs alike far from zero", () => {
  const tails = {
    ...level,
    confusion: level.confusion.map((row) => row.map((n, j) => (j === 3 ? 0 : n + 1))),
  };
  const difference = differenceLevel({ ...level, greatest: 99 }, tails);
  expect(difference.confusion[1]).toEqual([1, 1, 1, -7]);
  expect(
    readChanges(difference, 2).map(({ trueLabel, predictedLabel, count }) => [
      trueLabel,
      predictedLabel,
      count,
    ]),
  ).toEqual([
    ["economics", "economics", -8],
    ["poetry", "economics", -7],
  ]);
  for (const theme of [lightTheme, darkTheme]) {
    const ramp = confusionRamp(difference, theme);
    expect(ramp.greatest).toBe(8); // not that of the counts
    expect(ramp.at(-7)).toBe(-ramp.at(7));
    const ends = [ramp.color(-1), ramp.color(0), ramp.color(1)];
    expect(new Set(ends).size).toBe(3);
    expect(ramp.marks.map(({ words }) => words)).toEqual(["−8", "0", "+8"]);
    expect(cellWords(-7, ramp)).toBe("−7");
    expect(cellWords(2, ramp)).toBe("+2");
  }
});

it("shares one ramp between matrices that stand side by side", () => {
  const shared = confusionRamp({ ...level, greatest: 16 }, lightTheme);
  expect(shared.at(8)).toBe(0.5);
  expect(confusionRamp(level, lightTheme).at(8)).toBe(1);
});
