import { describe, expect, it } from "vitest";
import { byCluster, bySink, reorder, sumOf } from "../../src/core/matrixOrder.ts";
import { seededRandom } from "../../src/core/random.ts";

/** Blocks of classes that are mistaken for one another and for no others, their members dealt out like cards. */
function blocks(nBlocks: number, size: number): { confusion: number[][]; blockOf: number[] } {
  const n = nBlocks * size;
  const blockOf = Array.from({ length: n }, (_, i) => i % nBlocks);
  const random = seededRandom(7);
  const confusion = blockOf.map((a, i) =>
    blockOf.map((b, j) => (i === j ? 20 : a === b ? 3 + Math.floor(random() * 4) : 0)),
  );
  return { confusion, blockOf };
}

/** How often a neighbour is of another block. */
const seams = (order: readonly number[], blockOf: readonly number[]) =>
  order.slice(1).filter((i, place) => blockOf[i] !== blockOf[order[place]!]).length;

describe("by cluster", () => {
  it.each([
    [2, 3],
    [5, 4],
    [10, 12],
  ])("brings %i blocks of %i together", (nBlocks, size) => {
    const { confusion, blockOf } = blocks(nBlocks, size);
    const order = byCluster(confusion);
    expect([...order].sort((a, b) => a - b)).toEqual(blockOf.map((_, i) => i));
    expect(
      seams(
        blockOf.map((_, i) => i),
        blockOf,
      ),
    ).toBeGreaterThan(nBlocks - 1); // dealt out before
    expect(seams(order, blockOf)).toBe(nBlocks - 1);
    expect(byCluster(confusion)).toEqual(order);
  });

  it("puts a chain of mistakes in its order, whichever way it runs", () => {
    const place = [2, 0, 4, 1, 3]; // class i stands at place[i] of the chain
    const confusion = place.map((a) => place.map((b) => [9, 4][Math.abs(a - b)] ?? 0));
    const chain = byCluster(confusion).map((i) => place[i]!);
    const steps = chain.slice(1).map((at, i) => Math.abs(at - chain[i]!));
    expect(steps).toEqual([1, 1, 1, 1]);
  });

  it("counts shares, not sentences: a large class does not draw all to it", () => {
    const confusion = [
      [900, 40, 0, 0],
      [0, 9, 5, 5],
      [0, 5, 5, 0],
      [0, 5, 0, 5],
    ];
    const order = byCluster(confusion);
    const apart = (a: number, b: number) => Math.abs(order.indexOf(a) - order.indexOf(b));
    expect([apart(1, 2), apart(1, 3)]).toEqual([1, 1]);
    expect(apart(0, 1)).toBeGreaterThan(1);
  });

  it("leaves what nothing is mistaken for at the end, in the data’s order", () => {
    const confusion = [
      [5, 0, 0, 0],
      [0, 4, 0, 1],
      [0, 0, 5, 0],
      [0, 2, 0, 3],
    ];
    expect(byCluster(confusion)).toEqual([1, 3, 0, 2]);
    expect(byCluster([])).toEqual([]);
  });
});

it("by sink: column sums, most first, ties in the data’s order", () => {
  const confusion = [
    [1, 5, 0, 0],
    [0, 6, 0, 0],
    [0, 3, 2, 1],
    [0, 0, 0, 1],
  ];
  expect(bySink(confusion)).toEqual([1, 2, 3, 0]);
});

it("an order moves rows, columns and labels together", () => {
  const matrix = {
    name: "x",
    labels: ["a", "b", "c"],
    confusion: [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  };
  expect(reorder(matrix, [2, 0, 1])).toEqual({
    name: "x",
    labels: ["c", "a", "b"],
    confusion: [
      [9, 7, 8],
      [3, 1, 2],
      [6, 4, 5],
    ],
  });
  expect(sumOf([matrix.confusion, matrix.confusion])[1]).toEqual([8, 10, 12]);
});
