import { expect, it } from "vitest";
import { dropLastWord, normalizeText, wellFormed } from "../../src/core/text.ts";

it("the last word goes with the last ASCII space", () => {
  expect(dropLastWord("a bee sings.")).toBe("a bee");
  expect(dropLastWord("two  spaces")).toBe("two ");
  expect(dropLastWord("ends in a space ")).toBe("ends in a space");
  expect(dropLastWord(" word")).toBe("");
});

it("a text without an ASCII space stays whole", () => {
  for (const text of ["word", "", "蜂が歌う。", "全角\u3000空白", "no-break\u00a0space", "tab\tand\nline"])
    expect(dropLastWord(text)).toBe(text);
});

it("texts count as the same when letters and digits are", () => {
  expect(normalizeText("The BEES, sing: №1!")).toBe(normalizeText("the bees sing no1"));
  expect(normalizeText("ｆｕｌｌ　ｗｉｄｔｈ")).toBe("fullwidth");
  expect(normalizeText("蜂が歌う。")).toBe("蜂が歌う");
});

it("lone surrogates are replaced, whole characters kept", () => {
  expect(wellFormed("a\uD800b")).toBe("a\uFFFDb");
  expect(wellFormed("\uDC00")).toBe("\uFFFD");
  expect(wellFormed("\uD83D\uD83D\uDE00")).toBe("\uFFFD\u{1F600}");
  expect(wellFormed("\u{1F600} é")).toBe("\u{1F600} é");
});
