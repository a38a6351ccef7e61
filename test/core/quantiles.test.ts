import { expect, it } from "vitest";
import { quantiles } from "../../src/core/quantiles.ts";
import { logisticBag } from "../support/normal.ts";

it("of few values are the values themselves, rising", () => {
  expect(quantiles(Float32Array.of(3, -1, 2))).toEqual(Float32Array.of(-1, 2, 3));
  const values = logisticBag(512, 2);
  expect(quantiles(values)).toEqual(values.toSorted());
  expect(quantiles(new Float32Array())).toHaveLength(0);
});

it("of many are 512, linear between the values about their probability", () => {
  const sorted = logisticBag(1300, 4).toSorted();
  const found = quantiles(sorted.toReversed());
  expect(found).toHaveLength(512);
  found.forEach((q, i) => {
    const at = ((i + 0.5) / 512) * 1300 - 0.5; // the k-th value stands at (k + 0.5) / 1300
    const [k, t] = [Math.floor(at), at % 1];
    expect(q).toBeCloseTo((1 - t) * sorted[k]! + t * sorted[k + 1]!, 5);
  });
});

it("of an even row of numbers are even", () => {
  const found = quantiles(Float32Array.from({ length: 1024 }, (_, i) => i));
  expect([...found]).toEqual(Array.from({ length: 512 }, (_, i) => 2 * i + 0.5));
});
