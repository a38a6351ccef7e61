import { describe, expect, it } from "vitest";
import { moments } from "../../src/core/moments.ts";
import { normalBag } from "../support/normal.ts";

describe("moments", () => {
  it("of 1…n are the closed forms", () => {
    const n = 1001;
    const m = moments(Float64Array.from({ length: n }, (_, i) => i + 1));
    expect([m.count, m.min, m.max, m.mean]).toEqual([n, 1, n, (n + 1) / 2]);
    expect(m.std).toBeCloseTo(Math.sqrt((n * n - 1) / 12), 10);
    expect(m.sampleStd).toBeCloseTo(Math.sqrt((n * (n + 1)) / 12), 10);
    expect(m.kurtosis).toBeCloseTo((3 / 5) * ((3 * n * n - 7) / (n * n - 1)), 12); // discrete uniform
  });

  it("of two values: half their distance, kurtosis one", () => {
    const m = moments([-2, 6]);
    expect([m.mean, m.std, m.kurtosis]).toEqual([2, 4, 1]);
    expect(m.sampleStd).toBeCloseTo(4 * Math.SQRT2, 14);
  });

  it("keep their deviation on an offset of 1e8", () => {
    const bag = Float64Array.from(normalBag(10_000, 1));
    const here = moments(bag);
    const far = moments(bag.map((v) => v + 1e8));
    // adding 1e8 rounds each value to 1.5e-8; a one-pass formula would be off by all of it
    expect(Math.abs(far.std / here.std - 1)).toBeLessThan(1e-8);
    expect(Math.abs(far.kurtosis / here.kurtosis - 1)).toBeLessThan(1e-7);
    expect(Math.abs(far.mean - 1e8 - here.mean)).toBeLessThan(1e8 * Number.EPSILON * Math.sqrt(10_000)); // a sum's rounding
  });

  it("take the mean's own rounding off, however far the values lie", () => {
    const far = Float64Array.from(normalBag(10_000, 1), (v) => v + 1e12);
    const back = far.map((v) => v - 1e12); // exact
    // the mean is off by about 1e-2 there, which would show as 1e-4 of the deviation
    expect(Math.abs(moments(far).std / moments(back).std - 1)).toBeLessThan(1e-9);
  });

  it("of a normal bag have a kurtosis of three", () => {
    const n = 100_000;
    // five standard errors, sqrt(24 / n) each
    expect(Math.abs(moments(normalBag(n, 2)).kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / n));
  });

  it("of constants have no spread, of one value no sample deviation", () => {
    expect(moments(new Float32Array(7).fill(0.1)).std).toBe(0);
    expect(moments([3])).toMatchObject({ count: 1, mean: 3, std: 0, sampleStd: Number.NaN });
  });

  it("of values that are not finite are not finite", () => {
    expect(moments([1, Number.NaN]).std).toBeNaN();
    expect(moments([1, Number.POSITIVE_INFINITY]).std).toBeNaN();
  });
});
