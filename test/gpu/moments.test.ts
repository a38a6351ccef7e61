import { describe, expect, it } from "vitest";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { moments } from "../../src/core/moments.ts";
import { createMoments, MOMENTS, MOMENTS_BYTES, readMoments } from "../../src/gpu/moments.ts";
import { maxRelativeError } from "../support/close.ts";
import { BAGS } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createMoments(gpu);

async function onGpu(values: Float32Array, bandwidthScale: number) {
  const [input, output] = [uploaded(values, 64), room(MOMENTS_BYTES)];
  const encode = (pass: GPUComputePassEncoder) =>
    kernel.encode(pass, input, values.length, bandwidthScale, output);
  return readMoments(await computed(encode, output, MOMENTS_BYTES));
}

/** Their mean is no float: without a second look at its rounding the deviation comes out too great. */
const lastBits = Float32Array.from({ length: 300 }, (_, i) => 1000 + (i % 2) * 2 ** -14);

describe("moments", () => {
  it.each([...BAGS, ["values a last bit apart", lastBits] as const])(
    "of %s agree with the float64 twin",
    async (_, values) => {
      const actual = await onGpu(values, 4);
      const twin = moments(values);
      const expected = { ...twin, bandwidth: bandwidth(twin.count, twin.sampleStd, 4) };
      expect([actual.min, actual.max]).toEqual([twin.min, twin.max]);
      const names = MOMENTS.slice(2);
      const close = maxRelativeError(
        names.map((name) => actual[name]),
        names.map((name) => expected[name]),
      );
      expect(close.error).toBeLessThan(1e-6);
    },
  );

  it.each([
    ["one value", [0.1]],
    ["constant values", new Array(300).fill(0.1)],
    ["zeros", new Array(300).fill(0)],
  ])("of %s have no deviation and no bandwidth", async (_, values) => {
    const actual = await onGpu(Float32Array.from(values), 4);
    const v = Math.fround(values[0]!);
    expect(actual).toEqual({ min: v, max: v, mean: v, sampleStd: 0, bandwidth: 0, nonFinite: 0 });
  });
});
