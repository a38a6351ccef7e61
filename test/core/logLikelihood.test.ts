import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/core/density.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { logLikelihood } from "../../src/core/logLikelihood.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { inTails, type TailCutoffs, type TailRule } from "../../src/core/tails.ts";
import { maxRelativeError } from "../support/close.ts";
import { logisticBag, normalBag } from "../support/normal.ts";

const floor = 1e-6;
const published: TailRule = { rule: "published" };

/** A table on whole numbers: its grid is exact, so only the order of the sum differs from the plain one. */
function evenTable(cutoffs: TailCutoffs) {
  const y = Float64Array.from({ length: 21 }, (_, i) => 0.4 * Math.exp(-0.5 * ((i - 10) / 3) ** 2));
  return { y, gridMin: -10, gridMax: 10, cutoffs };
}
const evenGrid = Array.from({ length: 21 }, (_, i) => i - 10);

function plain(
  values: Float32Array,
  grid: ArrayLike<number>,
  y: ArrayLike<number>,
  cut: TailCutoffs,
  rule: TailRule,
) {
  const logs = Array.from(values, (v) => Math.log(interpolate(grid, y, v) + floor));
  const tail = logs.filter((_, i) => inTails(values[i]!, cut, rule));
  const sum = (a: number[]) => a.reduce((x, z) => x + z, 0);
  return { full: sum(logs), tails: (values.length * sum(tail)) / tail.length, tailCount: tail.length };
}
const close = (a: { full: number; tails: number }, b: { full: number; tails: number }) =>
  maxRelativeError([a.full, a.tails], [b.full, b.tails]).error;

describe("a layer's log-likelihood", () => {
  it("is the plain sum of ln(p + floor), all values and tails", () => {
    for (const n of [3, 15, 16, 17, 768]) {
      const values = normalBag(n, n, 0, 6);
      const cutoffs = { left: -1, right: 1 };
      const score = logLikelihood(values, evenTable(cutoffs), published, floor);
      const expected = plain(values, evenGrid, evenTable(cutoffs).y, cutoffs, published);
      expect(score.tailCount).toBe(expected.tailCount);
      expect(score.tailCount).toBeGreaterThanOrEqual(3);
      expect(close(score, expected)).toBeLessThan(1e-12); // sixteen products' rounding
    }
  });

  it("of a fitted density keeps to the sum over its true grid", () => {
    const { density, cutoffs } = fitDensity(logisticBag(20_000, 1), PUBLISHED, "a bag");
    const values = logisticBag(768, 2, 1.5);
    const y = Float32Array.from(density.y);
    const table = { y, gridMin: density.grid[0]!, gridMax: density.grid[999]!, cutoffs };
    const rule: TailRule = { rule: "std", k: 0.5 };
    const score = logLikelihood(values, { ...table, cutoffs: { left: -1, right: 1 } }, rule, floor);
    // the grid is even but for float32 rounding, which moves an interpolated point by 1e-7 of the grid's width
    expect(close(score, plain(values, density.grid, y, { left: -1, right: 1 }, rule))).toBeLessThan(1e-6);
  });

  it("takes the end's density outside the grid", () => {
    const table = evenTable({ left: -99, right: 99 });
    const { full } = logLikelihood([-1e6, 1e30, Number.NEGATIVE_INFINITY], table, published, floor);
    expect(full).toBeCloseTo(3 * Math.log(table.y[0]! + floor), 12);
  });
});

describe("tails of fewer than three values", () => {
  const values = [-5, 0, 1, 2, 7];
  const at = (left: number, right: number, rule: TailRule = published) =>
    logLikelihood(values, evenTable({ left, right }), rule, floor);

  it("give the floor for every value", () => {
    expect(at(-9, 9)).toMatchObject({ tailCount: 0, tails: 5 * Math.log(floor) });
    expect(at(-5, 7)).toMatchObject({ tailCount: 2, tails: 5 * Math.log(floor) });
  });

  it("count from three on", () => {
    const score = at(-5, 2);
    const { y } = evenTable({ left: 0, right: 0 });
    const logs = [-5, 2, 7].map((v) => Math.log(y[v + 10]! + floor));
    expect(score.tailCount).toBe(3);
    expect(score.tails).toBeCloseTo((5 / 3) * logs.reduce((a, b) => a + b, 0), 11);
  });

  it("leave out values on the line under std", () => {
    expect(at(-5, 2, { rule: "std", k: 1 })).toMatchObject({ tailCount: 1, tails: 5 * Math.log(floor) });
  });
});

it("densities of 1e9 and floors of 1e-12 stay within float64", () => {
  const table = { y: [1e9, 0, 1e9], gridMin: -1, gridMax: 1, cutoffs: { left: 2, right: 2 } };
  const n = 4096;
  const dense = logLikelihood(new Float32Array(n).fill(1), table, published, 1e-12);
  const sparse = logLikelihood(new Float32Array(n), table, published, 1e-12);
  expect(dense.full / n).toBeCloseTo(Math.log(1e9), 10);
  expect(sparse.full / n).toBeCloseTo(Math.log(1e-12), 10);
});

it("densities that are high and low by turns don't run apart", () => {
  const y = Float64Array.from({ length: 801 }, (_, i) => (i % 2 === 0 ? 1e5 : 1e-5));
  const values = Float32Array.from({ length: 768 }, (_, i) => i + 1);
  const table = { y, gridMin: 0, gridMax: 800, cutoffs: { left: -1, right: 801 } };
  const { full } = logLikelihood(values, table, published, floor);
  const expected = 384 * (Math.log(1e5 + floor) + Math.log(1e-5 + floor));
  expect(Math.abs(full - expected)).toBeLessThan(1e-9 * 384 * Math.log(1e5)); // float64, 768 factors
});
