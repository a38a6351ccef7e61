import { describe, expect, it } from "vitest";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { binSums, cubicMasses, FRACTION_BITS, kdeOfSums, linearMasses } from "../../src/core/binSums.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kde, kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { maxRelativeError } from "../support/close.ts";
import { logisticBag, normalBag } from "../support/normal.ts";

const ONE = 2 ** FRACTION_BITS;
const bins = (count: number, delta: number) => ({ count, delta });

describe("the sums of a bin", () => {
  it("are how many values it has and the powers of their places in it", () => {
    const { counts, places, squares, cubes } = binSums([10, 10.5, 11.25, 12, 12.5], 10, bins(4, 1));
    expect([...counts]).toEqual([2, 1, 2]);
    expect([...places]).toEqual([0.5 * ONE, 0.25 * ONE, 0.5 * ONE]);
    expect([...squares]).toEqual([0.25 * ONE, 0.0625 * ONE, 0.25 * ONE]);
    expect([...cubes]).toEqual([0.125 * ONE, 0.015625 * ONE, 0.125 * ONE]);
  });

  it("have the greatest value at the end of the last bin", () => {
    const { counts, places } = binSums([0, 3], 0, bins(4, 1));
    expect([[...counts], [...places]]).toEqual([
      [1, 0, 1],
      [0, 0, ONE],
    ]);
  });
});

describe("linear masses", () => {
  it("of one value are shared by the two ends of its bin", () => {
    expect([...linearMasses(binSums([2.75], 0, bins(5, 1)))]).toEqual([0, 0, 0.25, 0.75, 0]);
  });

  it("keep the number of values and their mean", () => {
    const values = normalBag(5000, 2).map((v) => Math.min(Math.max(v, -4), 4));
    const mass = linearMasses(binSums(values, -4, bins(65, 0.125)));
    const total = mass.reduce((a, b) => a + b, 0);
    const first = mass.reduce((sum, m, i) => sum + m * (-4 + 0.125 * i), 0);
    expect(total).toBeCloseTo(5000, 9);
    // each of 5000 places is off by half a unit of 2^-20 bins at most
    expect(Math.abs(first - values.reduce((a, b) => a + b, 0))).toBeLessThan(5000 * 0.125 * 2 ** -21);
  });
});

describe("cubic masses", () => {
  it("of a value at the end of a bin are all there", () => {
    expect([...cubicMasses(binSums([1, 4], 0, bins(5, 1)))]).toEqual([0, 0, 1, 0, 0, 1, 0].map((m) => m + 0));
  });

  it("keep the first three moments of a value", () => {
    const [x, first] = [2.3, -1]; // the first mass is one bin left of the grid
    const mass = cubicMasses(binSums([x], 0, bins(6, 1)));
    for (const power of [0, 1, 2, 3]) {
      const moment = mass.reduce((sum, m, i) => sum + m * (first + i) ** power, 0);
      expect(moment).toBeCloseTo(x ** power, 4); // places are whole numbers of 2^-20
    }
  });
});

describe("the density of the sums", () => {
  const bags: [string, Float32Array, number][] = [
    ["768 normal values", normalBag(768, 1), 4],
    ["20,000 logistic values", logisticBag(20_000, 2), 4],
    ["20,000 logistic values at Scott's own bandwidth", logisticBag(20_000, 2), 1],
    ["values of a scale of 1e-30", normalBag(5000, 5, 0, 1e-30), 4],
    ["values of a scale of 1e30", normalBag(5000, 6, 0, 1e30), 4],
    ["values far from zero", normalBag(5000, 7, 5000, 1), 4],
  ];
  it.each(bags)("of %s is that of `kde`, to what a place was rounded to", (_, values, scale) => {
    const m = moments(values);
    const h = bandwidth(m.count, m.sampleStd, scale);
    const grid = linspaceF32(m.min, m.max, 1000);
    const [actual, twin] = [kdeOfSums(values, grid, h), kde(values, grid, h)];
    // half of 2^-20 bins of 1/32 bandwidth, at 9 bandwidths: 1.4e-7
    expect(maxRelativeError(actual, twin, (e) => e > 1e-9 / m.std).error).toBeLessThan(2e-7);
  });

  it("keeps to 1e-4 of the exact sum wherever that exceeds 1e-9", () => {
    const values = logisticBag(5000, 9);
    const m = moments(values);
    const h = bandwidth(m.count, m.sampleStd, 4);
    const grid = linspaceF32(m.min, m.max, 1000);
    const exact = kdeExact(values, grid, h);
    expect(maxRelativeError(kdeOfSums(values, grid, h), exact, (e) => e > 1e-9).error).toBeLessThan(1e-4);
  });

  it("turns to the exact sum where binning would not pay", () => {
    const grid = linspaceF32(0, 2.5, 1000);
    expect(kdeOfSums([0, 1, 2.5], grid, 1e-4)).toEqual(kdeExact([0, 1, 2.5], grid, 1e-4));
  });
});
