import { describe, expect, it } from "vitest";
import { linspaceF32, nearestIndex } from "../../src/core/grid.ts";

describe("a grid", () => {
  it("has both ends as float32, to the bit", () => {
    for (const [min, max] of [
      [-0.1, 0.7],
      [1e-30, 3e-30],
      [-12345.678, 98765.432],
    ] as const) {
      const grid = linspaceF32(min, max, 1000);
      expect([grid.length, grid[0], grid[999]]).toEqual([1000, Math.fround(min), Math.fround(max)]);
    }
  });

  it("is NumPy's linspace in float32: step, product and sum each rounded", () => {
    const [start, step] = [
      Math.fround(-0.1),
      Math.fround(Math.fround(Math.fround(0.7) - Math.fround(-0.1)) / 999),
    ];
    const grid = linspaceF32(-0.1, 0.7, 1000);
    const inF64 = Float32Array.from(grid, (_, i) => start + i * step);
    const inF32 = Float32Array.from(grid, (_, i) => {
      const product = Float32Array.of(i * step)[0]!;
      return i === 999 ? 0.7 : product + start;
    });
    expect(grid).toEqual(inF32);
    expect(grid).not.toEqual(inF64); // so the rounding of the product shows
  });

  it("rises", () => {
    const grid = linspaceF32(-3, 5, 100);
    expect(grid.every((g, i) => i === 0 || g > grid[i - 1]!)).toBe(true);
  });
});

describe("the nearest index", () => {
  it("is the first of two as near", () => {
    expect(nearestIndex([-3, -1, 1, 3], 0)).toBe(1);
    expect(nearestIndex([-1, -1, 5], -1)).toBe(0);
  });

  it("is an end for values beyond it", () => {
    expect(nearestIndex([2, 3, 4], 0)).toBe(0);
    expect(nearestIndex([-4, -3, -2], 0)).toBe(2);
  });
});
