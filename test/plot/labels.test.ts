import { expect, it } from "vitest";
import { labelGroups } from "../../src/plot/labelGroups.ts";
import { shortLabel } from "../../src/plot/labels.ts";
import { categoryLevel, pairLevel } from "../../src/plot/pairLevel.ts";

it.each([
  [["about music", "in a kind tone"], "music · kind"],
  [["about effective altruism", "in all upper case"], "effective altruism · upper case"],
  [["about the sea", "in an angry tone"], "sea · angry"],
  [["about poetry", "in a concise style"], "poetry · concise"],
  [["in japanese"], "japanese"],
  [["Inland", "informal"], "Inland · informal"],
  [["in a style"], "style"],
])("shortens %j", (path, short) => {
  expect(shortLabel(path)).toBe(short);
  expect(shortLabel([short])).toBe(short);
});

it("keeps a label that would vanish", () => {
  expect(shortLabel(["about the "])).not.toBe("");
});

it("groups neighbouring pairs by their first category", () => {
  expect(labelGroups(["a · x", "a · y", "b · x"])).toEqual([
    { label: "a", start: 0, length: 2 },
    { label: "b", start: 2, length: 1 },
  ]);
  expect(labelGroups(["a", "b"])).toEqual([]);
  expect(labelGroups(["a · x", "b · x"])).toEqual([]);
  expect(labelGroups(["a · x", "a · y", "b · x", "a · z"])).toEqual([]); // “a” would stand in two places
});

it("makes drawable levels of a report", () => {
  const interval = { low: 0, high: 1 };
  const confusion = [
    [1, 2],
    [0, 3],
  ];
  const level = {
    name: "subject",
    labels: ["about music", "about poetry"],
    confusion,
    precision: [],
    recall: [],
    f1: [],
    macroF1: 0,
    macroF1Interval: interval,
  };
  expect(categoryLevel(level)).toEqual({ name: "subject", labels: ["music", "poetry"], confusion });
  const path = { confusion, rankKAccuracy: [], topKAccuracy: [], macroF1: 0, macroF1Interval: interval };
  const withoutLeaks = { nTest: 0, macroF1: 0, levels: [] };
  const mode = { path, levels: [level], floorShare: 0, meanTailCount: 0, sinks: [], withoutLeaks };
  expect(pairLevel([["about music", "in english"], ["about poetry"]], mode).labels).toEqual([
    "music · english",
    "poetry",
  ]);
});
