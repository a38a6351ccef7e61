import { expect, it } from "vitest";
import { tokensInWords } from "../../src/ui/explore/tokensInWords.ts";
import { en } from "../../src/ui/texts/en.ts";

const guess = {
  text: "A line\nbreak here",
  readText: "A line\nbreak",
  tokenIds: [0, 1, 2],
  tokenTexts: ["<s>", "A line\n", "break"],
  cut: 0,
};
type Reading = Parameters<typeof tokensInWords>[1];
const say = (
  pooling: Reading["pooling"],
  token?: number,
  change: Partial<typeof guess> = {},
  dropLastWord = true,
) => tokensInWords({ ...guess, ...change }, { dropLastWord, pooling }, token, en.explore.tokens);

it("says how much was read, what was left out, whose values are taken", () => {
  expect(say("last")).toBe(
    "Read as 3 tokens; the last word, “here”, is left out, as in the study. Values are taken at the last token.",
  );
  expect(say("mean", undefined, {}, false)).toBe(
    "Read as 3 tokens. Each value is the mean over all tokens but the first.",
  );
  expect(say("all", undefined, { cut: 5000 })).toMatch(/^Cut at 3 tokens, 5\D?000 left out; /);
  expect(say("last", undefined, { readText: guess.text })).toContain("no last word to leave out");
  expect(say("last", undefined, { text: `${guess.readText} ` })).toContain("the space at the end");
});
it("says where an atlas is asked about a token it was not fitted on", () => {
  expect(say("last", 2)).toContain("Values of token 2 alone, “break”.");
  expect(say("last", 2)).not.toContain("has not seen");
  expect(say("last", 1)).toContain("“A line↵”. The atlas was fitted on last tokens");
  expect(say("mean", 2)).toContain("fitted on means over tokens");
});
