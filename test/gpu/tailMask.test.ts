import { describe, expect, it } from "vitest";
import { type TailCutoffs, tailMask } from "../../src/core/tails.ts";
import { createTailMask, readTails, TAIL_COUNT_BYTES, tailsBytes } from "../../src/gpu/tailMask.ts";
import { BAGS, heavyTailed } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createTailMask(gpu);

async function onGpu(values: Float32Array, cutoffs: TailCutoffs, strict: boolean) {
  const bytes = tailsBytes(values.length);
  const [input, output] = [uploaded(values, 64), room(bytes)];
  const encode = (pass: GPUComputePassEncoder) =>
    kernel.encode(pass, input, values.length, cutoffs, strict, output);
  const read = await computed(encode, output, bytes);
  const count = new Uint32Array(read)[0]!;
  return readTails([read.slice(TAIL_COUNT_BYTES, tailsBytes(count))], (dimension) => ({ dimension }));
}

function twin(values: Float32Array, cutoffs: TailCutoffs, strict: boolean) {
  const mask = tailMask(values, cutoffs, strict ? { rule: "std", k: 2 } : { rule: "published" });
  return Array.from(values, (value, dimension) => ({ dimension, value })).filter((_, i) => mask[i] === 1);
}

describe("tailMask", () => {
  it.each(BAGS)("finds the same tail values of %s, cut-offs being values themselves", async (_, values) => {
    const sorted = values.toSorted();
    const quarter = Math.floor(values.length / 4);
    const cutoffs = { left: sorted[quarter]!, right: sorted[values.length - 1 - quarter]! };
    for (const strict of [false, true]) {
      expect(await onGpu(values, cutoffs, strict)).toEqual(twin(values, cutoffs, strict));
    }
  });

  it("rounds float64 cut-offs so that no value changes sides", async () => {
    const values = heavyTailed(500);
    for (const around of values.subarray(0, 20)) {
      for (const nudge of [-1e-12, 0, 1e-12]) {
        const cutoffs = { left: around * (1 + nudge), right: around * (1 - nudge) + 1 };
        for (const strict of [false, true]) {
          expect(await onGpu(values, cutoffs, strict)).toEqual(twin(values, cutoffs, strict));
        }
      }
    }
  });

  it("finds none, all, and those of cut-offs that no value can reach", async () => {
    const values = heavyTailed(300);
    const [none, all] = [
      { left: -1e300, right: 1e300 },
      { left: 1, right: 0 },
    ];
    const open = { left: Number.NEGATIVE_INFINITY, right: 0 };
    expect(await onGpu(values, none, false)).toEqual([]);
    expect(await onGpu(values, all, false)).toHaveLength(300);
    expect(await onGpu(values, open, false)).toEqual(twin(values, open, false));
  });
});
