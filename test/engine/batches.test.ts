import { expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import { batchesByLength } from "../../src/engine/batches.ts";

const random = seededRandom(1);
const lengths = Array.from({ length: 103 }, () => 1 + Math.floor(60 * random()));
const ids = lengths.map((n, i) => new Array<number>(n).fill(i));

it.each([1, 8, 103, 500])("batches of %i hold every sequence once", (size) => {
  const batches = batchesByLength(ids, size).map((b) => b.indices);
  expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
  expect(batches.slice(0, -1).every((b) => b.length === size)).toBe(true);
  expect(batches.every((b) => b.length > 0 && b.length <= size)).toBe(true);
});

it("batches go by length, equal ones in order, so that little is padding", () => {
  const order = batchesByLength(ids, 8).flatMap((b) => b.indices);
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1]!, order[i]!];
    expect(lengths[a]! < lengths[b]! || (lengths[a] === lengths[b] && a < b)).toBe(true);
  }
});

it("a batch carries its sequences and the length of the longest", () => {
  for (const { indices, sequences, batchPos } of batchesByLength(ids, 8)) {
    expect(sequences).toEqual(indices.map((i) => ids[i]));
    expect(batchPos).toBe(Math.max(...sequences.map((s) => s.length)));
  }
});

it("no sequences make no batches", () => {
  expect(batchesByLength([], 8)).toEqual([]);
});
