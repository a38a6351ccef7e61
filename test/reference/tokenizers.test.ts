import { describe, expect, it } from "vitest";
import { createTokenizer } from "../../src/model/tokenizer.ts";
import { sharedJson } from "../support/shared.ts";

for (const [family, bos] of [
  ["gpt2", 50256],
  ["gpt-neox", 0],
] as const) {
  describe(`the ${family} tokenizer`, () => {
    const tokenizer = createTokenizer(sharedJson(`tokenizers/${family}/tokenizer.json`), {}, bos, family);
    const golden = sharedJson<{ text: string; ids: number[] }[]>(`tokenizers/${family}/golden.json`);

    it("gives the Rust library's ids", () => {
      expect(golden.length).toBeGreaterThan(50);
      for (const { text, ids } of golden) {
        expect(tokenizer.tokenize(text, { prependBos: false, nCtx: 1e9 }).ids, JSON.stringify(text)).toEqual(
          ids,
        );
      }
    });

    it("puts the BOS token in front", () => {
      expect(tokenizer.tokenize("Hello", { prependBos: true, nCtx: 1e9 }).ids[0]).toBe(bos);
    });
  });
}
