import { describe, expect, it } from "vitest";
import { type Pooling, poolValues } from "../../src/core/pooling.ts";
import type { SentencePlace } from "../../src/core/seams.ts";
import { bagVectors, createPoolValues, type PoolOptions } from "../../src/gpu/poolValues.ts";
import { maxRelativeError } from "../support/close.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createPoolValues(gpu);

async function onGpu(residPost: Float32Array, place: SentencePlace, dModel: number, options: PoolOptions) {
  const bytes = bagVectors(place.nPos, options) * dModel * 4;
  const [input, output] = [uploaded(residPost, 4096), room(bytes)];
  const encode = (pass: GPUComputePassEncoder) => kernel.encode(pass, input, place, dModel, options, output);
  return new Float32Array(await computed(encode, output, bytes));
}

function twin(
  residPost: Float32Array,
  { row, nPos, batchPos }: SentencePlace,
  dModel: number,
  o: PoolOptions,
) {
  const from = row * batchPos * dModel;
  return poolValues(residPost.subarray(from, from + nPos * dModel), nPos, dModel, o);
}

const poolings: Pooling[] = ["last", "all", "mean"];
const places: SentencePlace[] = [
  { row: 0, nPos: 1, batchPos: 1 },
  { row: 0, nPos: 1, batchPos: 4 },
  { row: 2, nPos: 4, batchPos: 7 },
];
const combinations = poolings.flatMap((pooling) =>
  [true, false].flatMap((center) => [true, false].map((skipBos) => ({ pooling, center, skipBos }))),
);

describe("poolValues", () => {
  it.each(combinations)("takes the values of the right tokens: %o", async (options) => {
    for (const dModel of [1, 2, 63, 64, 65, 255, 256, 257, 768, 1280]) {
      for (const place of places) {
        const residPost = scaled(heavyTailed(3 * place.batchPos * dModel, dModel), 1, 0.3);
        const actual = await onGpu(residPost, place, dModel, options);
        const expected = twin(residPost, place, dModel, options);
        if (options.pooling !== "mean") {
          // Rounded once, as the twin is: the same floats, but where float64 itself is in doubt about the last bit.
          const differing = actual.filter((v, i) => v !== expected[i]).length;
          expect(differing).toBeLessThanOrEqual(0.01 * actual.length);
          expect(maxRelativeError(actual, expected).error).toBeLessThan(2e-7);
        } else {
          // The twin rounds each token's centred value before it takes the mean: noise of 1e-7 of the tokens' scale.
          expect(maxRelativeError(actual, expected, (e) => Math.abs(e) > 0.1).error).toBeLessThan(1e-5);
        }
      }
    }
  });

  it.each([
    ["huge", 1e30],
    ["tiny", 1e-30],
  ])("centres %s values", async (_, factor) => {
    const residPost = scaled(heavyTailed(768), factor);
    const place = { row: 0, nPos: 1, batchPos: 1 };
    const options: PoolOptions = { pooling: "last", center: true, skipBos: true };
    const actual = await onGpu(residPost, place, 768, options);
    expect(maxRelativeError(actual, twin(residPost, place, 768, options)).error).toBeLessThan(2e-7);
  });

  it("centres a constant vector to exact zeros", async () => {
    const place = { row: 0, nPos: 1, batchPos: 1 };
    const residPost = new Float32Array(300).fill(0.1);
    const actual = await onGpu(residPost, place, 300, { pooling: "last", center: true, skipBos: true });
    expect(Math.max(...actual.map(Math.abs))).toBe(0);
  });
});
