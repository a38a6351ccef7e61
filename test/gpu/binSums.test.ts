import { describe, expect, it } from "vitest";
import { type BinSums, binSums, FRACTION_BITS, linearMasses } from "../../src/core/binSums.ts";
import type { FineBins } from "../../src/core/kde.ts";
import { binSumsBytes, createBinSums, readBinSums } from "../../src/gpu/binSums.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createBinSums(gpu);

/** The sums of a bag whose parts, of `perPart` values each, are added one after another. */
async function onGpu(values: Float32Array, bins: FineBins, perPart = values.length, maxGroups = 65_535) {
  const bytes = binSumsBytes(bins);
  const sums = room(bytes);
  const min = values.reduce((a, b) => Math.min(a, b));
  let read = new ArrayBuffer(0);
  for (let from = 0; from < values.length; from += perPart) {
    const part = values.subarray(from, from + perPart);
    const buffer = uploaded(part, 64);
    read = await computed(
      (p) => kernel.encode(p, buffer, part.length, min, bins, sums, maxGroups),
      sums,
      bytes,
    );
  }
  return readBinSums(read);
}

function binsOf(values: Float32Array, count: number): FineBins {
  const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return { perPoint: 1, count, delta: (max - min) / (count - 1), near: 1, reach: 1 };
}

function expectTwin(actual: BinSums, values: Float32Array, bins: FineBins) {
  const min = values.reduce((a, b) => Math.min(a, b));
  const twin = binSums(values, min, bins);
  expect(actual.counts).toEqual(twin.counts);
  // a place is rounded from an f32 division: it may be a unit off, its square and cube three and five
  for (const [name, units] of [
    ["places", 1],
    ["squares", 3],
    ["cubes", 5],
  ] as const) {
    const off = actual[name].findIndex(
      (sum, bin) => !(Math.abs(sum - twin[name][bin]!) <= units * twin.counts[bin]!),
    );
    expect(off, `bin of other ${name}`).toBe(-1);
  }
}

const BAGS: [string, Float32Array][] = [
  ...[2, 3, 255, 256, 257, 511, 512, 513, 1025].map((n): [string, Float32Array] => [
    `${n} values`,
    heavyTailed(n, n),
  ]),
  ["huge values", scaled(heavyTailed(500), 1e30)],
  ["the greatest floats", Float32Array.from([-3e38, 3e37, 1e38, 3e38])],
  ["tiny values", scaled(heavyTailed(500), 1e-30)],
  ["denormal values", Float32Array.from({ length: 300 }, (_, i) => (i % 41) * 2 ** -149)],
  ["denormals among values", Float32Array.from([...heavyTailed(100), 1e-40, -1e-42, 2 ** -149, 0, -0])],
  ["values far from 0", scaled(heavyTailed(500), 1, 5000)],
  ["values far below 0", scaled(heavyTailed(500), 0.01, -5000)],
  ["two neighbours of 2^24", Float32Array.from([2 ** 24 - 2, 2 ** 24 - 1, 2 ** 24])],
];

describe("binSums", () => {
  it.each(BAGS)("of %s are the twin's, on few bins and on many", async (_, values) => {
    for (const count of [3, 1000, 50_001])
      expectTwin(await onGpu(values, binsOf(values, count)), values, binsOf(values, count));
  });

  it("of values at the ends of bins have them in the bin that begins there, whatever its width", async () => {
    for (const width of [3, 7, 11, 13, 19, 29, 37, 41, 47]) {
      const values = Float32Array.from({ length: 3001 }, (_, i) => i * width);
      const { counts, places } = await onGpu(values, { ...binsOf(values, 3001), delta: width });
      expect([...counts]).toEqual([...new Array(2999).fill(1), 2]);
      expect([...places]).toEqual([...new Array(2999).fill(0), 2 ** FRACTION_BITS]);
    }
  });

  it("are the same to the bit whole, in parts, in few workgroups and in any order", async () => {
    const values = heavyTailed(20_000);
    const bins = binsOf(values, 3000);
    const whole = await onGpu(values, bins);
    expect(await onGpu(values, bins, 7001)).toEqual(whole);
    expect(await onGpu(values, bins, 20_000, 3)).toEqual(whole);
    expect(await onGpu(values.toReversed(), bins)).toEqual(whole);
  });

  it("reach over 2^32 without a loss", async () => {
    const values = new Float32Array(20_000).fill(2.75).fill(0, 0, 1).fill(4, 1, 2);
    const bins = binsOf(values, 5);
    const { counts, places, squares, cubes } = await onGpu(values, bins);
    const [n, one] = [19_998, 2 ** FRACTION_BITS];
    expect([...counts]).toEqual([1, 0, n, 1]);
    expect(n * 0.75 * one).toBeGreaterThan(2 ** 32);
    expect([...places]).toEqual([0, 0, n * 0.75 * one, one]);
    expect([...squares]).toEqual([0, 0, n * 0.5625 * one, one]);
    expect([...cubes]).toEqual([0, 0, n * 0.421875 * one, one]);
  });

  it("give the linear histogram", async () => {
    const values = heavyTailed(2000);
    const bins = binsOf(values, 100);
    const mass = linearMasses(await onGpu(values, bins));
    const direct = new Float64Array(100);
    const min = values.reduce((a, b) => Math.min(a, b));
    for (const v of values) {
      const x = Math.min((v - min) / bins.delta, 99);
      const left = Math.min(Math.floor(x), 98);
      direct[left]! += 1 - (x - left);
      direct[left + 1]! += x - left;
    }
    // 2000 places, each off by a unit of 2^-20 at most
    expect(direct.findIndex((m, i) => !(Math.abs(mass[i]! - m) < 2000 * 2 ** -20))).toBe(-1);
    expect(mass.reduce((a, b) => a + b)).toBeCloseTo(2000, 9);
  });
});
