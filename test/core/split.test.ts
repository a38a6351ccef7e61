import { describe, expect, it } from "vitest";
import { parseDataset } from "../../src/core/dataset.ts";
import { leaks, seededSplit, splitFromFile, splitToFile } from "../../src/core/split.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";

const data = parseDataset({ s: { a: ["x", "y", "x", "x"], b: ["x", "z"] } }, "d.json");
const file = (sentences: unknown[], categories: unknown[]) => ({
  test_sentences: sentences,
  test_categories: categories,
});
const read = (json: unknown) => splitFromFile(data, json, "split.json");
const A = ["s", "a"];

describe("a split file", () => {
  it("takes sentences out of their own class one for one", () => {
    const split = read(file(["x", "x"], [A, A]));
    expect(split.train.classes.map((c) => c.sentences)).toEqual([
      ["y", "x"],
      ["x", "z"],
    ]);
    expect(split.test).toEqual([
      { text: "x", trueClass: 0 },
      { text: "x", trueClass: 0 },
    ]);
  });

  it("comes back as it was written", () => {
    const whole = parseDataset(tinyData(), "d.json");
    const split = seededSplit(whole, 7);
    const json: unknown = JSON.parse(JSON.stringify(splitToFile(whole, split)));
    expect(splitFromFile(whole, json, "split.json")).toEqual(split);
  });

  it("matches lone surrogates as the data set holds them", () => {
    const odd = parseDataset({ a: ["\uD800", "y"], b: ["z"] }, "d.json");
    const split = splitFromFile(odd, file(["\uD800"], [["a"]]), "split.json");
    expect(split.train.classes[0]!.sentences).toEqual(["y"]);
  });

  it.each([
    [null, "is no split file"],
    [{}, "is no split file"],
    [file(["x"], []), "needs test_sentences and test_categories of equal length"],
    [
      file(["x", "x"], [A, ["s", "c"]]),
      'test sentence 2 has the category ["s","c"], which the data set lacks',
    ],
    [file(["x"], ["s"]), 'test sentence 1 has the category "s"'],
    [file(["z"], [A]), 'the test sentence "z" is not in the class "s / a"'],
    [file(["y", "y"], [A, A]), 'the test sentence "y" is not in the class "s / a"'],
    [file([3], [A]), "test sentence 1"],
  ])("that does not fit (%#) is refused by name", async (json, sentence) => {
    const told = await refusal(() => read(json));
    expect(told).toMatch(/^bad-data: split\.json/);
    expect(told).toContain(sentence);
  });
});

describe("a seeded split", () => {
  const whole = parseDataset(tinyData(11), "d.json");

  it("is the same for the same seed and another for another", () => {
    expect(seededSplit(whole, 1)).toEqual(seededSplit(whole, 1));
    expect(seededSplit(whole, 2)).not.toEqual(seededSplit(whole, 1));
  });

  it("holds out a fifth of each class, rounded, and loses nothing", () => {
    const { train, test } = seededSplit(whole, 3);
    whole.classes.forEach(({ path, sentences }, c) => {
      const held = test.filter((t) => t.trueClass === c).map((t) => t.text);
      expect(train.classes[c]!.path).toEqual(path);
      expect(held).toHaveLength(Math.round(sentences.length / 5));
      expect([...held, ...train.classes[c]!.sentences].sort()).toEqual([...sentences].sort());
    });
  });

  it("keeps the file's order in both parts", () => {
    const { sentences } = whole.classes[2]!;
    const { train, test } = seededSplit(whole, 4, 0.5);
    for (const part of [
      train.classes[2]!.sentences,
      test.filter((t) => t.trueClass === 2).map((t) => t.text),
    ]) {
      const places = part.map((s) => sentences.indexOf(s));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });
});

it("a leak is a test sentence that its own class was trained on, but for case and signs", () => {
  const odd = parseDataset({ a: ["The bee!", "the BEE", "wasp"], b: ["hive", "wasp "] }, "d.json");
  const split = splitFromFile(odd, file(["The bee!", "wasp", "hive"], [["a"], ["a"], ["b"]]), "s");
  expect(leaks(split)).toEqual([true, false, false]);
});
