import { describe, expect, it } from "vitest";
import { bandwidth, scottFactor } from "../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kde, kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { maxRelativeError } from "../support/close.ts";
import { logisticBag, normalBag } from "../support/normal.ts";

const gaussian = (x: number, at: number, h: number) =>
  Math.exp(-0.5 * ((x - at) / h) ** 2) / (h * Math.sqrt(2 * Math.PI));
const outliers = (bag: Float32Array) =>
  bag.map((v, i) => (i % 1000 === 7 ? (i % 2000 < 1000 ? 50 : -50) : v));

describe("the exact sum", () => {
  const grid = linspaceF32(-3, 5, 101);

  it("of one value is its Gaussian", () => {
    const expected = Array.from(grid, (x) => gaussian(x, 1.25, 0.7));
    // a handful of float64 roundings, the exponent's magnified by its size of up to 18
    expect(maxRelativeError(kdeExact([1.25], grid, 0.7), expected).error).toBeLessThan(1e-14);
  });

  it("of two values is the mean of theirs", () => {
    const expected = Array.from(grid, (x) => (gaussian(x, -1, 0.5) + gaussian(x, 3, 0.5)) / 2);
    expect(maxRelativeError(kdeExact([-1, 3], grid, 0.5), expected).error).toBeLessThan(1e-13);
  });

  it("integrates to one where the grid reaches far enough", () => {
    const wide = linspaceF32(-12, 12, 2001);
    const y = kdeExact(normalBag(200, 3), wide, 0.4);
    const step = 24 / 2000;
    // the trapezium rule is exact to rounding on smooth curves that end in zeros; the grid is float32
    expect(Math.abs(y.reduce((a, b) => a + b, 0) * step - 1)).toBeLessThan(1e-6);
  });
});

describe("the fast estimate", () => {
  const bags: [string, Float32Array, number][] = [
    ["768 normal values", normalBag(768, 1), 4],
    ["20,000 logistic values", logisticBag(20_000, 2), 4],
    ["20,000 logistic values at Scott's own bandwidth", logisticBag(20_000, 2), 1],
    ["outliers at 50 standard deviations", outliers(normalBag(20_000, 4)), 4],
    ["values of a scale of 1e-3", normalBag(5000, 5, 0, 1e-3), 4],
    ["values of a scale of 1e4", normalBag(5000, 6, 0, 1e4), 4],
    ["values far from zero", normalBag(5000, 7, 300, 2), 4],
    ["122,880 values", logisticBag(122_880, 8), 4],
  ];
  it.each(bags)("of %s keeps to 1e-4 of the exact sum wherever that exceeds 1e-9", (_, values, scale) => {
    const m = moments(values);
    const h = bandwidth(m.count, m.sampleStd, scale);
    const grid = linspaceF32(m.min, m.max, 1000);
    const fast = kde(values, grid, h);
    const every = Math.ceil(values.length / 5000); // the exact sum of a large bag is slow
    const some = grid.filter((_, i) => i % every === 0);
    const exact = kdeExact(values, some, h);
    const same = fast.filter((_, i) => i % every === 0);
    expect(maxRelativeError(same, exact, (e) => e > 1e-9).error).toBeLessThan(1e-4); // the demand
    expect(fast.every((y) => y >= 0)).toBe(true);
  });

  it("turns to the exact sum where binning would not pay", () => {
    const few = [0, 1, 2.5];
    const grid = linspaceF32(0, 2.5, 1000);
    expect(kde(few, grid, 1e-4)).toEqual(kdeExact(few, grid, 1e-4));
  });
});

describe("the bandwidth", () => {
  it("is Scott's factor times scale and deviation", () => {
    expect(scottFactor(32)).toBeCloseTo(0.5, 15); // 32^(-1/5)
    expect(bandwidth(32, 3, 4)).toBeCloseTo(6, 14);
  });
});
