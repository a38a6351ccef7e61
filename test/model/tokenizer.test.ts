import { describe, expect, it } from "vitest";
import { createTokenizer } from "../../src/model/tokenizer.ts";
import { refusal } from "../support/refusal.ts";
import { bosOf, tinyTokenizer } from "../support/tinyModel.ts";

const tokenizer = createTokenizer(tinyTokenizer("gpt2"), {}, 256, "tiny");
const ids = (text: string, prependBos = false, nCtx = 1e9) => tokenizer.tokenize(text, { prependBos, nCtx });
const utf8 = (text: string) => [...new TextEncoder().encode(text)];

describe("a byte-level tokenizer", () => {
  it.each(["Hello, bee!", " two  spaces\n\ttab", "Ünï — 日本語", "😀👩‍👩‍👧", "\0\x7f"])(
    "reads %j as its bytes",
    (text) => {
      expect(ids(text).ids).toEqual(utf8(text));
    },
  );

  it("reads a lone surrogate as the replacement character", () => {
    expect(ids("a\uD800b").ids).toEqual(utf8("a\uFFFDb"));
    expect(ids("\uDFFF").ids).toEqual(utf8("\uFFFD"));
  });

  it("reads nothing as nothing, and as BOS where that is asked for", () => {
    expect(ids("")).toEqual({ ids: [], texts: [], cut: 0 });
    expect(ids("", true)).toEqual({ ids: [256], texts: ["<|endoftext|>"], cut: 0 });
  });

  it.each(["gpt2", "gpt_neox"] as const)("finds %s's BOS by its name, not by the config", (architecture) => {
    const other = createTokenizer(tinyTokenizer(architecture), {}, 999, "tiny");
    expect(other.tokenize("", { prependBos: true, nCtx: 9 }).ids).toEqual([bosOf(architecture)]);
  });

  it("cuts at nCtx, BOS counted, and says by how much", () => {
    const text = "word ".repeat(5000);
    const { ids: kept, texts, cut } = ids(text, true, 96);
    expect([kept.length, texts.length, cut]).toEqual([96, 96, text.length + 1 - 96]);
    expect(kept.slice(1)).toEqual(utf8(text).slice(0, 95));
    expect(ids("abc", true, 4).cut).toBe(0);
  });

  it("shows tokens as text, and as bytes where they are no whole characters", () => {
    expect(ids("a é").texts).toEqual(["a", " ", "‹c3›", "‹a9›"]);
  });
});

it("what is no tokenizer is refused by name", async () => {
  for (const json of [null, {}, { model: { type: "Unheard" } }]) {
    const told = await refusal(() => createTokenizer(json, {}, 0, "tiny/tokenizer.json"));
    expect(told).toMatch(/^bad-file: tiny\/tokenizer\.json is no tokenizer that can be read/);
  }
});
