import { expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import { batchesByLength } from "../../src/engine/batches.ts";

const random = seededRandom(1);
const lengths = Array.from({ length: 103 }, () => 1 + Math.floor(60 * random()));

it.each([1, 8, 103, 500])("batches of %i hold every sequence once", (size) => {
  const batches = batchesByLength(lengths, size);
  expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
  expect(batches.slice(0, -1).every((b) => b.length === size)).toBe(true);
  expect(batches.every((b) => b.length > 0 && b.length <= size)).toBe(true);
});

it("batches go by length, equal ones in order, so that little is padding", () => {
  const order = batchesByLength(lengths, 8).flat();
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1]!, order[i]!];
    expect(lengths[a]! < lengths[b]! || (lengths[a] === lengths[b] && a < b)).toBe(true);
  }
});

it("no sequences make no batches", () => {
  expect(batchesByLength([], 8)).toEqual([]);
});
