import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/core/density.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { bagBandwidth, bagDensity, exampleBag, shownScales, worthSeeing } from "../../src/plot/fitBag.ts";
import { belowFloor, flooredLog } from "../../src/plot/fitFloor.ts";
import { gridView } from "../../src/plot/fitGrid.ts";
import { densityShape, ruleCutoffs } from "../../src/plot/fitRules.ts";

const bag = exampleBag();

describe("the bag", () => {
  it("is in order and has thin modes on both sides of a middle at zero", () => {
    expect([...bag.values]).toEqual([...bag.values].sort((a, b) => a - b));
    expect(bag.count).toBe(bag.values.length);
    expect(Math.abs(moments(bag.values).mean)).toBeLessThan(0.3);
    expect(moments(bag.values).kurtosis).toBeGreaterThan(4.2);
  });

  it("is smoothed at the bandwidth of METHOD §2, counted by the whole bag", () => {
    const { sampleStd } = moments(bag.values);
    expect(bagBandwidth(bag, 4)).toBeCloseTo(4 * 384 ** -0.2 * sampleStd, 12);
    expect(bagBandwidth({ ...bag, count: 32 * 384 }, 4)).toBeCloseTo(bagBandwidth(bag, 4) / 2, 12);
    const { grid, y } = bagDensity(bag, 2, 50);
    const exact = kdeExact(bag.values, grid, bagBandwidth(bag, 2));
    y.forEach((one, i) => {
      expect(one).toBeCloseTo(exact[i]!, 7);
    });
  });

  it("is shown at 1, at 4 and at the chosen scale, each once", () => {
    expect(shownScales(2).map(({ scale }) => scale)).toEqual([1, 2, 4]);
    expect(shownScales(4)).toEqual([
      { scale: 1, chosen: false },
      { scale: 4, chosen: true },
    ]);
    expect(shownScales(0.5)[0]).toEqual({ scale: 0.5, chosen: true });
  });

  it("is shown where it is worth seeing", () => {
    const density = {
      grid: Float32Array.of(0, 1, 2, 3, 4),
      y: Float64Array.of(0, 0.01, 1, 0.4, 0.001),
    };
    expect(worthSeeing([density], 0.004)).toEqual([1, 3]);
    expect(worthSeeing([density], 0.0005)).toEqual([1, 4]);
    expect(worthSeeing([{ ...density, y: new Float64Array(5) }], 0.1)).toEqual([0, 4]);
  });
});

describe("grid points", () => {
  it("lie on the grid of the fit, around the peak", () => {
    const { points, domain, inside, spacing } = gridView(bag, 1, 200);
    const first = bag.values[0]!;
    expect(spacing).toBeCloseTo((bag.values.at(-1)! - first) / 199, 9);
    for (const { value } of points) {
      const place = (value - first) / spacing;
      expect(place).toBeCloseTo(Math.round(place), 6);
    }
    expect(points.filter(({ value }) => value >= domain[0] && value <= domain[1])).toHaveLength(inside);
    expect(points[0]!.value).toBeLessThanOrEqual(domain[0]);
    expect(points.at(-1)!.value).toBeGreaterThanOrEqual(domain[1]);
  });

  it("miss the density by a quarter of that where they are twice as close", () => {
    const [coarse, fine] = [gridView(bag, 1, 401).error, gridView(bag, 1, 801).error];
    expect(coarse / fine).toBeGreaterThan(3);
    expect(coarse / fine).toBeLessThan(5);
    expect(gridView(bag, 1, 10).error).toBeGreaterThan(0.1);
  });

  it("are thinned where there are more than can be seen", () => {
    const { points, inside } = gridView(bag, 4, 100_000);
    expect(inside).toBeGreaterThan(2000);
    expect(points.length).toBeLessThan(300);
  });
});

describe("the floor", () => {
  it("is what the logarithm comes down to", () => {
    expect(flooredLog([1, 0], 1e-6)[1]).toBeCloseTo(Math.log(1e-6), 12);
    expect(flooredLog([1, 0], 1e-6)[0]).toBeCloseTo(0, 5);
  });

  it("counts the values whose density is under it", () => {
    const density = { grid: Float32Array.of(0, 1, 2), y: Float64Array.of(1, 0, 1) };
    expect(belowFloor(density, [0, 0.95, 1, 1.05, 2], 0.1)).toBe(3);
    expect(interpolate(density.grid, density.y, 0.95)).toBeCloseTo(0.05, 6);
  });
});

describe("tail rules", () => {
  const density = bagDensity(bag, 0.5, 1000);

  it("have the density's own moments", () => {
    const { mean, std } = densityShape(bagDensity(bag, 0.05, 4000));
    const of = moments(bag.values);
    expect(mean).toBeCloseTo(of.mean, 1);
    expect(std / of.std).toBeCloseTo(1, 1);
  });

  it("find the gaps before the thin modes, and say where they find none", () => {
    const { cutoffs, found, inTails } = ruleCutoffs(density, bag.values, { rule: "published" });
    expect(found).toEqual({ left: true, right: true });
    expect(cutoffs.right).toBeGreaterThan(8);
    expect(cutoffs.right).toBeLessThan(15);
    expect(inTails).toBe([...bag.values].filter((v) => v <= cutoffs.left || v >= cutoffs.right).length);
    const smooth = ruleCutoffs(bagDensity(bag, 8, 1000), bag.values, { rule: "published" });
    expect(smooth.found).toEqual({ left: false, right: false });
  });

  it("std and fixed always have an answer", () => {
    const std = ruleCutoffs(density, bag.values, { rule: "std", k: 2 });
    expect(std.found).toEqual({ left: true, right: true });
    expect(std.cutoffs.left).toBeLessThan(0);
    const fixed = ruleCutoffs(density, bag.values, { rule: "fixed", left: -5, right: 12 });
    expect(fixed.cutoffs).toEqual({ left: -5, right: 12 });
    expect(fixed.inTails).toBe([...bag.values].filter((v) => v <= -5 || v >= 12).length);
  });
});
