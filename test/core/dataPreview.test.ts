import { describe, expect, it } from "vitest";
import { countRepeats, previewData } from "../../src/core/dataPreview.ts";
import { parseDataset } from "../../src/core/dataset.ts";
import { scriptOf } from "../../src/core/scripts.ts";
import { seededSplit, splitFromTestSet } from "../../src/core/split.ts";
import { tinyData } from "../support/tinyData.ts";

describe("the script of a text", () => {
  it.each([
    ["Bees hum in the клевер", "Latin"],
    ["Пчёлы love клевер в поле", "Cyrillic"],
    ["蜂が歌う。", "Japanese"],
    ["データベース", "Japanese"],
    ["東京特許許可局の長", "Japanese"],
    ["蜜蜂在唱歌", "Han"],
    ["النحل يطن", "Arabic"],
    ["벌이 노래한다", "Hangul"],
    ["Οι μέλισσες", "Greek"],
    ["הדבורים", "Hebrew"],
    ["मधुमक्खी", "Devanagari"],
    ["ผึ้งร้องเพลง", "Thai"],
    ["ფუტკარი", "other"],
    ["𠀀𠀁", "Han"],
    ["12 ー 😀 !", "none"],
    ["", "none"],
  ])("%s: %s", (text, script) => {
    expect(scriptOf(text)).toBe(script);
  });
});

describe("a preview", () => {
  it("of a good data set has its counts and no warning", () => {
    const data = parseDataset(tinyData(10), "d.json");
    expect(previewData(data, seededSplit(data, 1), "d.json", "abc", "seed 1")).toEqual({
      name: "d.json",
      sha256: "abc",
      split: "seed 1",
      levels: [
        { name: "subject", labels: ["about bees", "about clocks"] },
        { name: "attribute", labels: ["loud", "soft"] },
      ],
      classes: data.classes.map(({ path }) => ({ path, nTrain: 8, nTest: 2 })),
      nTrain: 32,
      nTest: 8,
      repeatsWithin: 0,
      repeatsAcross: 0,
      identicalRepeats: 0,
      leaks: 0,
      nearLeaks: 0,
      empty: 0,
      scripts: [{ script: "Latin", sentences: 40 }],
      warnings: [],
    });
  });

  it("tells everything that should be known before fitting", () => {
    const many = Array.from({ length: 40 }, (_, i) => `bee ${i}`);
    const data = parseDataset(
      { a: [...many, "Twice.", "twice", "Common"], b: ["common", "蜂が歌う", " ", "leak!"], c: ["one"] },
      "d",
    );
    data.levels = ["topic"];
    const test = parseDataset({ b: ["leak!", "LEAK", "fresh"] }, "t", 1);
    const preview = previewData(data, splitFromTestSet(data, test, "t"), "d", "", "all, test t");
    expect(preview.levels).toEqual([{ name: "topic", labels: ["a", "b", "c"] }]);
    expect(preview.classes.map((c) => [c.nTrain, c.nTest])).toEqual([
      [43, 0],
      [4, 3],
      [1, 0],
    ]);
    expect(preview).toMatchObject({
      nTrain: 48,
      nTest: 3,
      repeatsWithin: 2,
      repeatsAcross: 1,
      identicalRepeats: 1,
      leaks: 1,
      nearLeaks: 2,
      empty: 1,
    });
    expect(preview.scripts).toEqual([
      { script: "Latin", sentences: 49 },
      { script: "Japanese", sentences: 1 },
      { script: "none", sentences: 1 },
    ]);
    expect(preview.warnings).toEqual([
      'A fit needs two training sentences a class at the least; too few have "c" (1).',
      'Without test sentences, and so without a recall of their own: "a", "c".',
      "Texts that are empty or nothing but spaces: 1.",
      "Texts that stand more than once in their class, but for case and signs: 2.",
      "Texts that stand in several classes, but for case and signs: 1.",
      "Test sentences that were trained on, in their own class: 1 to the letter, 2 but for case and signs; reports give scores without these.",
      'The classes are very unequal: "c" (1) to train on, "a" (43).',
    ]);
  });

  it("names a few classes only", () => {
    const data = parseDataset(Object.fromEntries("abcde".split("").map((c) => [c, [`${c}${c}`]])), "d");
    const { warnings } = previewData(data, { train: data, test: [] }, "d", "", "all");
    expect(warnings).toEqual([
      'A fit needs two training sentences a class at the least; too few have "a" (1), "b" (1), "c" (1) and 2 more.',
      "No sentence is held out: there is nothing to evaluate on.",
    ]);
  });
});

it("a text that repeats in its class and elsewhere is one text", () => {
  const data = parseDataset({ a: ["x", "x", "x", "y"], b: ["x", "x", "z"], c: ["y"] }, "d");
  expect(countRepeats({ train: data, test: [] })).toEqual({ within: 1, across: 2, any: 2 });
});
