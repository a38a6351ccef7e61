import { describe, expect, it } from "vitest";
import { moments } from "../../src/core/moments.ts";
import {
  createBagExtent,
  createBagSpread,
  EXTENT_BYTES,
  readExtent,
  readSpread,
  SPREAD_BYTES,
} from "../../src/gpu/bagMoments.ts";
import { maxRelativeError } from "../support/close.ts";
import { BAGS, heavyTailed } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const extent = createBagExtent(gpu);
const spread = createBagSpread(gpu);

/** The parts of a bag, of `perPart` values each, put together. */
async function onGpu(values: Float32Array, perPart: number) {
  const nParts = Math.ceil(values.length / perPart);
  const parts = Array.from({ length: nParts }, (_, p) => values.subarray(p * perPart, (p + 1) * perPart));
  const buffers = parts.map((part) => uploaded(part, 64));
  const overParts = async (
    bytes: number,
    encode: (pass: GPUComputePassEncoder, p: number, output: GPUBuffer) => void,
  ) => {
    const output = room(nParts * bytes);
    let read = new ArrayBuffer(0);
    for (let p = 0; p < nParts; p++) {
      read = await computed((pass) => encode(pass, p, output), output, nParts * bytes);
    }
    return read;
  };
  const found = readExtent(
    await overParts(EXTENT_BYTES, (pass, p, out) =>
      extent.encode(pass, buffers[p]!, parts[p]!.length, p, out),
    ),
    values.length,
  );
  if (found.nonFinite > 0 || found.min === found.max) return { ...found, std: 0, sampleStd: 0 };
  const sums = await overParts(SPREAD_BYTES, (pass, p, out) =>
    spread.encode(pass, buffers[p]!, parts[p]!.length, found, p, out),
  );
  return { ...found, ...readSpread(sums, found) };
}

function expectTwin(actual: Awaited<ReturnType<typeof onGpu>>, values: Float32Array) {
  const twin = moments(values);
  expect([actual.min, actual.max, actual.nonFinite]).toEqual([twin.min, twin.max, 0]);
  const close = maxRelativeError([actual.std, actual.sampleStd], [twin.std, twin.sampleStd]);
  // sums and squares are held in two floats: a bandwidth off by 1e-9 moves a density at 9 bandwidths by less than 1e-7
  expect(close.error).toBeLessThan(1e-9);
  expect(Math.abs(actual.mean - twin.mean) / twin.std).toBeLessThan(1e-9);
}

/** Sizes about what 32 workgroups of 256 lanes take at once. */
const BORDERS = [8191, 8192, 8193, 16_385];

describe("bagMoments", () => {
  it.each([...BAGS, ...BORDERS.map((n): [string, Float32Array] => [`${n} values`, heavyTailed(n, n)])])(
    "of %s agree with the float64 twin, whole and in parts",
    async (_, values) => {
      expectTwin(await onGpu(values, values.length), values);
      expectTwin(await onGpu(values, Math.ceil(values.length / 3)), values);
    },
  );

  it("of a million values keep rtol 1e-9, also far from 0", async () => {
    const values = heavyTailed(1_000_000);
    expectTwin(await onGpu(values, 300_000), values);
    const far = values.map((v) => v + 1000);
    expectTwin(await onGpu(far, 1_000_000), far);
  });

  it.each([
    ["one value", [0.1]],
    ["constant values", new Array(300).fill(0.1)],
    ["zeros", new Array(300).fill(0)],
  ])("of %s have equal extremes", async (_, values) => {
    const actual = await onGpu(Float32Array.from(values), 1000);
    expect([actual.min, actual.max]).toEqual([Math.fround(values[0]!), Math.fround(values[0]!)]);
    expect(actual.mean).toBeCloseTo(values[0]!, 6);
  });

  it("tell denormals apart", async () => {
    const ends = room(EXTENT_BYTES);
    const values = Float32Array.from({ length: 300 }, (_, i) => (i - 150) * 2 ** -149);
    const read = await computed(
      (pass) => extent.encode(pass, uploaded(values), 300, 0, ends),
      ends,
      EXTENT_BYTES,
    );
    const { min, max } = readExtent(read, 300);
    expect([min, max]).toEqual([values[0], values[299]]);
  });

  it("count what is not finite and leave it out of the rest", async () => {
    const values = heavyTailed(1000);
    const spoilt = Float32Array.from([Number.NaN, ...values, Number.POSITIVE_INFINITY, -Infinity]);
    const actual = await onGpu(spoilt, 600);
    const twin = moments(values);
    expect([actual.nonFinite, actual.min, actual.max]).toEqual([3, twin.min, twin.max]);
    expect(actual.mean * spoilt.length).toBeCloseTo(twin.mean * values.length, 3);
  });
});
