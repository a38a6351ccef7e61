import { describe, expect, it } from "vitest";
import { levelNames, levelOf, parseDataset, requireTwoSentences } from "../../src/core/dataset.ts";
import { refusal } from "../support/refusal.ts";
import { tinyData } from "../support/tinyData.ts";

const NAME = "mine.json";
const refused = (json: unknown) => refusal(() => parseDataset(json, NAME));
const start = `bad-data: ${NAME} can't be used as a data set: `;

describe("a data set", () => {
  it("keeps the file's order of classes and sentences", () => {
    const { classes } = parseDataset(tinyData(3), NAME);
    expect(classes.map((c) => c.path.join(" / "))).toEqual([
      "about bees / loud",
      "about bees / soft",
      "about clocks / loud",
      "about clocks / soft",
    ]);
    expect(classes[3]!.sentences).toEqual(tinyData(3)["about clocks"]!.soft);
  });

  it.each([1, 2, 3, 4])("may be nested %i deep", (depth) => {
    const nest = (d: number): unknown =>
      d === 0 ? ["one", "two"] : { left: nest(d - 1), right: nest(d - 1) };
    const { classes } = parseDataset(nest(depth), NAME);
    expect(classes).toHaveLength(2 ** depth);
    expect(classes.at(-1)!.path).toEqual(new Array(depth).fill("right"));
  });

  it("has lone surrogates replaced", () => {
    const { classes } = parseDataset({ a: ["x\uD800y"], b: ["z"] }, NAME);
    expect(classes[0]!.sentences).toEqual(["x\uFFFDy"]);
  });
});

describe("a data set is refused by file and place", () => {
  const deep = { a: { b: { c: { d: { e: ["x"] } } } } };
  it.each([
    [["x", "y"], "it is a bare list; sentences must stand under a category."],
    ["text", "the top level is string, not a list of sentences."],
    [null, "the top level is null, not a list of sentences."],
    [{ a: { b: 7 } }, '"a / b" is number, not a list of sentences.'],
    [{ a: { b: ["fine", "fine", 3] } }, 'sentence 3 of "a / b" is number, not text.'],
    [{ a: [null] }, 'sentence 1 of "a" is object, not text.'],
    [deep, '"a / b / c / d" is nested more than 4 levels deep.'],
    [{ a: ["x"], b: { c: ["y"] } }, '"b / c" has 2 levels where the first class has 1.'],
    [{ a: ["x"] }, "it has 1 class(es); telling apart needs two or more."],
    [{}, "it has 0 class(es); telling apart needs two or more."],
  ])("(%#) in one sentence", async (json, sentence) => {
    expect(await refused(json)).toBe(start + sentence);
  });

  it("when it has too many classes", async () => {
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`c${i}`, ["x"]]));
    expect(await refused(many)).toBe(`${start}it has 2001 classes; 2000 are the most.`);
  });

  it("when a class has fewer than two training sentences", async () => {
    const { classes } = parseDataset({ a: { b: ["x", "y"], c: ["z"] } }, NAME);
    expect(await refusal(() => requireTwoSentences(classes, NAME))).toBe(
      `${start}the class "a / c" has 1 training sentence(s); two or more are needed.`,
    );
  });
});

describe("levels", () => {
  it("of pairs are subject and attribute, others are numbered", () => {
    expect(levelNames(2)).toEqual(["subject", "attribute"]);
    expect(levelNames(3)).toEqual(["level 1", "level 2", "level 3"]);
  });

  it("list their categories in order of appearance", () => {
    const paths = [
      ["s1", "b"],
      ["s1", "a"],
      ["s0", "b"],
    ];
    expect(levelOf(paths, 0)).toEqual({ labels: ["s1", "s0"], ofClass: [0, 0, 1] });
    expect(levelOf(paths, 1)).toEqual({ labels: ["b", "a"], ofClass: [0, 1, 0] });
  });
});
