import { describe, expect, it } from "vitest";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { createKde } from "../../src/gpu/kde.ts";
import { createMoments, MOMENTS_BYTES } from "../../src/gpu/moments.ts";
import { maxRelativeError } from "../support/close.ts";
import { BAGS, heavyTailed } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const momentsKernel = createMoments(gpu);
const kernel = createKde(gpu);

async function onGpu(values: Float32Array, bandwidthScale: number, gridPoints: number) {
  const [input, middle, output] = [uploaded(values, 64), room(MOMENTS_BYTES), room(gridPoints * 4)];
  const encode = (pass: GPUComputePassEncoder) => {
    momentsKernel.encode(pass, input, values.length, bandwidthScale, middle);
    kernel.encode(pass, input, values.length, middle, gridPoints, output);
  };
  return new Float32Array(await computed(encode, output, gridPoints * 4));
}

function twin(values: Float32Array, bandwidthScale: number, gridPoints: number) {
  const m = moments(values);
  const grid = linspaceF32(m.min, m.max, gridPoints);
  return kdeExact(values, grid, bandwidth(m.count, m.sampleStd, bandwidthScale));
}

/** Least normal float32: a GPU may take anything smaller for 0. */
const LEAST = 2 ** -126;

/** Relative error wherever the density exceeds 1e-9 of its peak, far into the tails. */
function error(actual: Float32Array, expected: Float64Array): number {
  const peak = Math.max(...expected);
  return maxRelativeError(actual, expected, (e) => e > Math.max(1e-9 * peak, LEAST)).error;
}

describe("kde", () => {
  it.each(BAGS)("of %s agrees with the float64 twin", async (_, values) => {
    const gridPoints = values.length > 2000 ? 100 : 1000;
    for (const scale of [4, 1]) {
      const actual = await onGpu(values, scale, gridPoints);
      expect(error(actual, twin(values, scale, gridPoints))).toBeLessThan(1e-4);
    }
  });

  it.each([2, 3, 127, 128, 129, 1000])("has %i grid points, both ends included", async (gridPoints) => {
    const values = heavyTailed(200);
    expect(error(await onGpu(values, 4, gridPoints), twin(values, 4, gridPoints))).toBeLessThan(1e-5);
  });

  it.each([
    ["one value", [0.1]],
    ["constant values", new Array(300).fill(7)],
  ])("of %s is 0 everywhere, not NaN", async (_, values) => {
    expect(await onGpu(Float32Array.from(values), 4, 1000)).toEqual(new Float32Array(1000));
  });

  it("of denormal values alone is never NaN", async () => {
    const values = Float32Array.from({ length: 100 }, (_, i) => i * 2 ** -149);
    expect((await onGpu(values, 4, 1000)).some(Number.isNaN)).toBe(false);
  });
});
