import { describe, expect, it } from "vitest";
import { bootstrapInterval, type Interval } from "../../src/core/bootstrap.ts";
import { differenceInterval } from "../../src/core/differenceInterval.ts";
import { seededRandom } from "../../src/core/random.ts";

describe("the interval of a difference", () => {
  it("is the root of the summed squares where both are symmetric", () => {
    const a = { value: 0.7, interval: { low: 0.67, high: 0.73 } };
    const b = { value: 0.5, interval: { low: 0.46, high: 0.54 } };
    const { low, high } = differenceInterval(a, b);
    expect(low).toBeCloseTo(0.15, 12);
    expect(high).toBeCloseTo(0.25, 12);
    const back = differenceInterval(b, a);
    expect([back.low, back.high]).toEqual([-high, -low]);
  });

  it("takes the side of each that pulls the difference its way", () => {
    const a = { value: 0.9, interval: { low: 0.6, high: 0.92 } };
    const b = { value: 0.5, interval: { low: 0.49, high: 0.9 } };
    const { low, high } = differenceInterval(a, b);
    expect(low).toBeCloseTo(0.4 - 0.5, 12);
    expect(high).toBeCloseTo(0.4 + Math.hypot(0.02, 0.01), 12);
  });

  it("is that of a bootstrap of the difference of two samples' means, within the noise of 1000 draws", () => {
    const random = seededRandom(7);
    const sample = (n: number, mean: number) =>
      Float64Array.from({ length: n }, () => mean + 4 * (random() - 0.5));
    const meanOf = (xs: Float64Array, at: ArrayLike<number>) => {
      let sum = 0;
      for (let i = 0; i < at.length; i++) sum += xs[at[i]! % xs.length]!;
      return sum / at.length;
    };
    const all = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
    const [a, b] = [sample(300, 1), sample(300, 0)];
    const estimate = (xs: Float64Array, seed: number): { value: number; interval: Interval } => ({
      value: meanOf(xs, all(xs.length)),
      interval: bootstrapInterval(xs.length, (at) => meanOf(xs, at), seed),
    });
    const found = differenceInterval(estimate(a, 1), estimate(b, 2));
    const both = bootstrapInterval(
      600,
      (at) => meanOf(a, at.subarray(0, 300)) - meanOf(b, at.subarray(300)),
      3,
    );
    expect(found.low).toBeCloseTo(both.low, 1.4); // 0.02 of a half-width of 0.16
    expect(found.high).toBeCloseTo(both.high, 1.4);
  });
});
