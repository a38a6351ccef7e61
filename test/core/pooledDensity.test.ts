import { expect, it } from "vitest";
import { cutoffsOf, densityRow, pooledClass } from "../../src/core/atlas.ts";
import { interpolate } from "../../src/core/density.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { moments } from "../../src/core/moments.ts";
import { maxRelativeError } from "../support/close.ts";
import { tinyAtlas, tinyBag } from "../support/tinyAtlas.ts";

const POINTS = 1000;
const atlas = tinyAtlas({ gridPoints: POINTS, bandwidthScale: 0.5 });
const pooled = pooledClass(atlas);
const row = (c: number, layer: number) => c * atlas.nLayers + layer;
const grid = (c: number, layer: number) =>
  linspaceF32(atlas.gridMin[row(c, layer)]!, atlas.gridMax[row(c, layer)]!, POINTS);

/** By the trapezium rule. */
function integral(c: number, layer: number): number {
  const y = densityRow(atlas, c, layer);
  const step = (atlas.gridMax[row(c, layer)]! - atlas.gridMin[row(c, layer)]!) / (POINTS - 1);
  return step * (y.reduce((a, b) => a + b, 0) - (y[0]! + y[POINTS - 1]!) / 2);
}

it("the pooled moments are those of all values together", () => {
  for (const layer of [0, 1]) {
    const m = moments(Float32Array.from([0, 1, 2].flatMap((c) => [...tinyBag(c, layer)])));
    const at = row(pooled, layer);
    expect(atlas.count[at]).toBe(m.count);
    expect([atlas.gridMin[at], atlas.gridMax[at]]).toEqual([m.min, m.max]);
    // sums in another order
    expect(maxRelativeError([atlas.mean[at]!, atlas.std[at]!], [m.mean, m.std]).error).toBeLessThan(1e-12);
  }
});

it("the pooled density integrates as its parts do, to about one", () => {
  for (const layer of [0, 1]) {
    const parts = [0, 1, 2].reduce((s, c) => s + ((c + 1) / 6) * integral(c, layer), 0);
    // a part ends in a step of at most 1 % of its peak, which a coarser grid places to within one of its cells
    expect(Math.abs(integral(pooled, layer) / parts - 1)).toBeLessThan(2e-3);
    // each part loses what its outermost values' kernels have beyond the grid
    expect(integral(pooled, layer)).toBeGreaterThan(0.97);
    expect(integral(pooled, layer)).toBeLessThan(1.001);
  }
});

it("the pooled density is the classes' mean, weighted by their sizes", () => {
  const [y, points] = [densityRow(atlas, pooled, 1), grid(pooled, 1)];
  const expected = Array.from(points, (g) =>
    [0, 1, 2].reduce((s, c) => {
      const inside = g >= atlas.gridMin[row(c, 1)]! && g <= atlas.gridMax[row(c, 1)]!;
      return s + (inside ? ((c + 1) / 6) * interpolate(grid(c, 1), densityRow(atlas, c, 1), g) : 0);
    }, 0),
  );
  expect(maxRelativeError(y, expected, (e) => e > 0).error).toBeLessThan(1e-5); // float32 tables and grids
});

it("the pooled cut-offs follow the atlas's rule", () => {
  const std = tinyAtlas({ tailRule: { rule: "std", k: 2 } });
  for (const layer of [0, 1]) {
    const { mean, std: s } = moments(Float32Array.from([0, 1, 2].flatMap((c) => [...tinyBag(c, layer)])));
    const { left, right } = cutoffsOf(std, pooledClass(std), layer);
    expect(left).toBeCloseTo(mean - 2 * s, 10);
    expect(right).toBeCloseTo(mean + 2 * s, 10);
  }
});
