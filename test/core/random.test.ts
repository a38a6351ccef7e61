import { expect, it } from "vitest";
import { seededRandom, shuffledIndices } from "../../src/core/random.ts";

const take = (seed: number, n: number) => Array.from({ length: n }, seededRandom(seed));

it("the same seed gives the same numbers, another others", () => {
  expect(take(42, 20)).toEqual(take(42, 20));
  expect(take(43, 20)).not.toEqual(take(42, 20));
});

it("numbers lie evenly in [0, 1)", () => {
  const n = 10_000;
  const numbers = take(7, n);
  expect(numbers.every((x) => x >= 0 && x < 1)).toBe(true);
  const counts = new Array<number>(10).fill(0);
  for (const x of numbers) counts[Math.floor(10 * x)]!++;
  // five standard deviations of a count
  for (const count of counts) expect(Math.abs(count - n / 10)).toBeLessThan(5 * Math.sqrt((n / 10) * 0.9));
});

it("a shuffle keeps every index once and follows its seed", () => {
  const order = shuffledIndices(100, seededRandom(1));
  expect(order).not.toEqual([...order].sort((a, b) => a - b));
  expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
  expect(shuffledIndices(100, seededRandom(1))).toEqual(order);
});
