import { describe, expect, it } from "vitest";
import { fitLogistic } from "../../src/core/logistic.ts";
import { logisticBag } from "../support/normal.ts";

/** Log-likelihood in nats, straight from the density. */
function logLikelihood(values: ArrayLike<number>, location: number, scale: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const z = Math.abs(values[i]! - location) / scale;
    sum -= z + Math.log(scale) + 2 * Math.log1p(Math.exp(-z));
  }
  return sum;
}

/** The likeliest location and scale by a grid that closes in on the best of its points. */
function gridSearch(values: readonly number[]): { location: number; scale: number } {
  let [x, lnS] = [values.reduce((a, b) => a + b, 0) / values.length, 0];
  let [reach, lnReach] = [Math.max(...values) - Math.min(...values), 12];
  while (lnReach > 1e-9) {
    let best = { value: Number.NEGATIVE_INFINITY, x, lnS };
    for (let i = -10; i <= 10; i++) {
      for (let j = -10; j <= 10; j++) {
        const at = { x: x + (i / 10) * reach, lnS: lnS + (j / 10) * lnReach };
        const value = logLikelihood(values, at.x, Math.exp(at.lnS));
        if (value > best.value) best = { value, ...at };
      }
    }
    [x, lnS] = [best.x, best.lnS];
    reach *= 0.6;
    lnReach *= 0.6;
  }
  return { location: x, scale: Math.exp(lnS) };
}

describe("fitLogistic", () => {
  it.each([
    ["two values", [-1, 1]],
    ["three, lopsided", [0, 1, 7]],
    ["most of them equal", [2, 2, 2, 2, 2, 2, 9]],
    ["one far away", [0.1, -0.4, 0.7, 0.2, -1.1, 0.9, 400]],
    ["heavy tails", [...logisticBag(60, 3), 80, -150, 33]],
  ])("finds what a grid search finds: %s", (_, values) => {
    const { location, scale } = fitLogistic(values);
    const expected = gridSearch(values);
    expect(Math.abs(location - expected.location)).toBeLessThan(2e-6 * expected.scale);
    expect(Math.abs(scale / expected.scale - 1)).toBeLessThan(2e-6);
  });

  it("solves the two equations of greatest likelihood", () => {
    const values = logisticBag(3000, 8, 4).map((v) => v + 30);
    const { location, scale } = fitLogistic(values);
    const z = Array.from(values, (v) => (v - location) / scale);
    const mean = (of: (z: number) => number) => z.reduce((s, each) => s + of(each), 0) / z.length;
    expect(Math.abs(mean((v) => Math.tanh(v / 2)))).toBeLessThan(1e-6);
    expect(Math.abs(mean((v) => v * Math.tanh(v / 2)) - 1)).toBeLessThan(1e-6);
    expect(location).toBeCloseTo(30, 0); // standard error 0.13
    expect(scale).toBeCloseTo(4, 0); // 0.06
  });

  it("of two values one apart: z tanh(z / 2) = 1 at z = 1 / (2 s)", () => {
    const { location, scale } = fitLogistic([0, 1]);
    expect(location).toBeCloseTo(0.5, 9);
    const z = 0.5 / scale;
    expect(z * Math.tanh(z / 2)).toBeCloseTo(1, 7);
  });

  it("moves and stretches with its values", () => {
    const values = Float64Array.from(logisticBag(200, 5));
    const { location, scale } = fitLogistic(values);
    for (const [factor, shift] of [
      [1e-20, 0],
      [1e20, 0],
      [-3, 1e6],
    ] as const) {
      const moved = fitLogistic(values.map((v) => v * factor + shift));
      expect(moved.scale / (Math.abs(factor) * scale)).toBeCloseTo(1, 5);
      expect((moved.location - shift) / (factor * scale)).toBeCloseTo(location / scale, 4);
    }
  });

  it("of equal values has no scale", () => {
    expect(fitLogistic([4, 4, 4])).toEqual({ location: 4, scale: 0 });
    expect(fitLogistic([-2])).toEqual({ location: -2, scale: 0 });
    expect(fitLogistic([])).toEqual({ location: 0, scale: 0 });
  });
});
