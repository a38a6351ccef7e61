import { describe, expect, it } from "vitest";
import { placePieces } from "../../src/plot/fitTokenLayout.ts";
import { BOS_TEXT, bagSize, type Reading, readPieces, splitLastWord } from "../../src/plot/fitTokens.ts";
import { endLines } from "../../src/plot/fitWordPicture.ts";

const read = {
  text: "The ferry was late.",
  readText: "The ferry was",
  tokenTexts: [BOS_TEXT, "The", " fer", "ry", " was"],
  hasBos: true,
};
const study: Reading = { dropLastWord: true, prependBos: true, pooling: "last" };
const texts = (options: Reading, from = read) => readPieces(from, options).map(({ text }) => text);
const used = (options: Reading, from = read) =>
  readPieces(from, options)
    .filter((piece) => piece.used)
    .map(({ text }) => text);

describe("the tokens of a reading", () => {
  it("are those that were read, where the options are the same", () => {
    expect(texts(study)).toEqual(read.tokenTexts);
    expect(used(study)).toEqual([" was"]);
  });

  it("go without the start token, and get one that was not read", () => {
    expect(texts({ ...study, prependBos: false })).toEqual(["The", " fer", "ry", " was"]);
    const bare = { ...read, tokenTexts: read.tokenTexts.slice(1), hasBos: false };
    expect(texts(study, bare)).toEqual(read.tokenTexts);
  });

  it("have the last word back in one piece, or are cut before it", () => {
    expect(texts({ ...study, dropLastWord: false }).slice(-2)).toEqual([" was", " late."]);
    const whole = { ...read, readText: read.text, tokenTexts: [...read.tokenTexts, " late", "."] };
    expect(texts(study, whole)).toEqual(read.tokenTexts);
    expect(used({ ...study, dropLastWord: false }, whole)).toEqual(["."]);
  });

  it("all but the start token enter the bag of “all” and “mean”", () => {
    expect(used({ ...study, pooling: "all" })).toEqual(["The", " fer", "ry", " was"]);
    expect(used({ ...study, pooling: "mean" })).toEqual(["The", " fer", "ry", " was"]);
    const alone = { ...read, text: "", readText: "", tokenTexts: [BOS_TEXT] };
    expect(used({ ...study, pooling: "mean" }, alone)).toEqual([BOS_TEXT]);
  });

  it("give as many values as the pooling says", () => {
    const size = (pooling: Reading["pooling"]) =>
      bagSize(readPieces(read, { ...study, pooling }), pooling, 384);
    expect([size("last"), size("mean"), size("all")]).toEqual([384, 384, 4 * 384]);
  });
});

describe("the last word", () => {
  it("is what follows the last space", () => {
    expect(splitLastWord("It rained again.", true)).toEqual({ kept: "It rained", dropped: " again." });
    expect(splitLastWord("It rained again.", false)).toEqual({ kept: "It rained again.", dropped: "" });
    expect(splitLastWord("雨。", true)).toEqual({ kept: "雨。", dropped: "" });
  });

  it("stands on the last line, whatever was cut before", () => {
    const kept = "A long sentence about a ferry that was late and then did not come at all, so that we";
    const lines = endLines(kept, " walked.", 180, 2);
    expect(lines).toHaveLength(2);
    expect(lines[0]!.kept.startsWith("…")).toBe(true);
    expect(lines.at(-1)!.dropped).toBe(" walked.");
    const whole = endLines(kept, " walked.", 180, 20);
    expect(whole.map((line) => line.kept + line.dropped).join("")).toBe(`${kept} walked.`);
  });

  it("breaks a text without spaces between its characters", () => {
    const text = "夏休みに家族で沖縄へ行き、青い海のそばの小さな宿に三泊しました。";
    const lines = endLines(text, "", 120, 9);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.map(({ kept }) => kept).join("")).toBe(text);
  });
});

describe("token chips", () => {
  const many = Array.from({ length: 40 }, (_, i) => ({ text: `word${i}`, isBos: i === 0, used: i === 39 }));

  it.each([140, 320, 900])("stay inside %i px and two rows, the first and the last ones", (width) => {
    const { placed, hidden, gap } = placePieces(many, { width, rows: 2, fontSize: 11 });
    expect(placed.length + hidden).toBe(40);
    expect(placed[0]!.text).toBe("word0");
    expect(placed.at(-1)!.text).toBe("word39");
    for (const { x, width: size, row } of placed) {
      expect(x + size).toBeLessThanOrEqual(width);
      expect(row).toBeLessThan(2);
    }
    expect(gap === undefined).toBe(hidden === 0);
  });

  it("hide none where all have room", () => {
    const { placed, hidden } = placePieces(many.slice(0, 3), { width: 400, rows: 1, fontSize: 11 });
    expect([placed.length, hidden]).toEqual([3, 0]);
  });
});
