import { expect, it } from "vitest";
import { interpolate } from "../../src/core/density.ts";

const grid = [-2, -1, 1, 4];
const y = [8, 4, 6, 0];

it("a density at a grid point is its own value", () => {
  expect(grid.map((g) => interpolate(grid, y, g))).toEqual(y);
});

it("between two points it is on the line through them", () => {
  expect([-1.5, 0, 2.5].map((v) => interpolate(grid, y, v))).toEqual([6, 5, 3]);
});

it("outside it is the nearest end's", () => {
  expect([-2.001, -1e9, Number.NEGATIVE_INFINITY].map((v) => interpolate(grid, y, v))).toEqual([8, 8, 8]);
  expect([4.001, 1e9, Number.POSITIVE_INFINITY].map((v) => interpolate(grid, y, v))).toEqual([0, 0, 0]);
});

it("two points are enough", () => {
  expect(interpolate([0, 2], [1, 3], 0.5)).toBe(1.5);
});
