import { describe, expect, it } from "vitest";
import type { TokenTails } from "../../src/core/seams.ts";
import { ownCutoffs, tokenTails } from "../../src/core/tokenTails.ts";
import { createTokenTails } from "../../src/gpu/tokenTails.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createTokenTails(gpu);

async function onGpu(tokens: Float32Array, dModel: number, tails: TokenTails): Promise<number[]> {
  const nPos = tokens.length / dModel;
  const counts = room(nPos * 4);
  const input = uploaded(tokens, 256); // what lies behind the last token is not counted
  const encode = (pass: GPUComputePassEncoder) => kernel.encode(pass, input, nPos, dModel, tails, counts);
  return [...new Uint32Array(await computed(encode, counts, nPos * 4))];
}

describe("tokenTails", () => {
  it.each(
    [1, 2, 63, 64, 65, 127, 128, 129, 768].flatMap((dModel) =>
      [1, 2, 5, 65].map((nPos): [number, number] => [nPos, dModel]),
    ),
  )("counts for %i tokens of %i values as the twin does, cut-offs being values", async (nPos, dModel) => {
    const tokens = heavyTailed(nPos * dModel, 3 * dModel + nPos);
    const sorted = tokens.toSorted();
    const quarter = Math.floor(tokens.length / 4);
    const cutoffs = { left: sorted[quarter]!, right: sorted[tokens.length - 1 - quarter]! };
    const inclusive: TokenTails = { cutoffs, rule: { rule: "published" } };
    const strict: TokenTails = { cutoffs, rule: { rule: "std", k: 2 } };
    const expected = [inclusive, strict].map((tails) => tokenTails(tokens, dModel, tails));
    expect(await onGpu(tokens, dModel, inclusive)).toEqual(expected[0]);
    expect(await onGpu(tokens, dModel, strict)).toEqual(expected[1]);
    const sums = expected.map((counts) => counts.reduce((a, b) => a + b, 0));
    expect(sums[0]! - sums[1]!).toBeGreaterThanOrEqual(tokens.length > 1 ? 2 : 1); // both cut-offs themselves
  });

  it("puts no value on the other side of a float64 cut-off", async () => {
    const tokens = heavyTailed(300, 9);
    for (const around of tokens.subarray(0, 10)) {
      for (const nudge of [-1e-12, 0, 1e-12]) {
        const cutoffs = { left: around * (1 + nudge), right: around * (1 - nudge) + 1 };
        for (const rule of [{ rule: "published" }, { rule: "std", k: 1 }] as const) {
          const tails = { cutoffs, rule };
          expect(await onGpu(tokens, 100, tails)).toEqual(tokenTails(tokens, 100, tails));
        }
      }
    }
  });

  it.each([
    ["as they come", 1, 0],
    ["huge", 1e15, 0],
    ["far from 0", 1, 300],
  ])("takes each token's own moments: %s", async (_, factor, shift) => {
    const dModel = 129;
    // every token on a scale of its own
    const tokens = Float32Array.from(scaled(heavyTailed(7 * dModel, 4), factor, shift), (v, i) =>
      Math.fround(v * (1 + Math.floor(i / dModel))),
    );
    const expected = tokenTails(tokens, dModel, { k: 2 });
    // float32 moments: what lies within a millionth of a cut-off might change sides, and nothing does here
    for (let pos = 0; pos < 7; pos++) {
      const token = tokens.subarray(pos * dModel, (pos + 1) * dModel);
      const { left, right } = ownCutoffs(token, 2);
      for (const v of token)
        expect(Math.min(Math.abs(v - left), Math.abs(v - right)) / (right - left)).toBeGreaterThan(1e-6);
    }
    expect(await onGpu(tokens, dModel, { k: 2 })).toEqual(expected);
    expect(Math.min(...expected)).toBeGreaterThan(0);
  });
});
