import { describe, expect, it } from "vitest";
import {
  inTails,
  RELATIVE_THRESHOLD,
  TAIL_THRESHOLD,
  type TailRule,
  tailCutoffs,
  tailMask,
} from "../../src/core/tails.ts";

const none = { mean: 0, std: 1 };
const published: TailRule = { rule: "published" };
const relative: TailRule = { rule: "relative" };

/** A density on the grid first, first + 1, …; `parts` as multiples of 1e-5, a tenth of the threshold. */
function density(first: number, parts: number[]) {
  const grid = Float32Array.from(parts, (_, i) => first + i);
  return { grid, y: Float64Array.from(parts, (p) => p * 1e-5) };
}
const cut = (first: number, parts: number[], rule: TailRule = published) =>
  tailCutoffs(density(first, parts), none, rule);
const H = 1e5; // a density of 1, far above the threshold
const right = (...upward: number[]) => cut(0, [H, ...upward]).right;
const left = (...downward: number[]) => cut(-downward.length, [...downward.reverse(), H]).left;

describe("the published rule on the right", () => {
  it("stops at the first low point that three of the next four exceed", () => {
    expect(right(9, 3, 1, 2, 0, 2, 2, 0, 0)).toBe(3);
    expect(right(9, 3, 1, 2, 3, 4, 0, 0, 0)).toBe(3);
  });

  it("passes low points that fewer exceed, and equal points do not count", () => {
    expect(right(9, 5, 5, 5, 5, 5, 5, 5, 5)).toBe(9);
    expect(right(9, 1, 2, 2, 1, 0, 0, 0, 0)).toBe(9);
  });

  it("wants the point itself strictly under 1e-4, not its window", () => {
    expect(right(10, 11, 12, 13, 14, 0, 0, 0)).toBe(8);
    expect(right(9.99, 11, 12, 13, 14, 0, 0, 0)).toBe(1);
    expect(TAIL_THRESHOLD).toBe(1e-4);
  });

  it("clips the window at the grid's end, where all three remaining points must exceed", () => {
    expect(right(9, 8, 7, 6, 1, 2, 2, 2)).toBe(5);
    expect(right(9, 8, 7, 6, 1, 2, 2, 1)).toBe(8);
  });

  it("takes no window of fewer than four points", () => {
    expect(right(9, 8, 7, 6, 5, 1, 2, 2)).toBe(8);
  });

  it("finds the end where nothing turns up again", () => {
    expect(right(9, 8, 7, 6, 5, 4, 3, 2, 1)).toBe(9);
  });
});

describe("the published rule on the left", () => {
  it("compares the points beyond the next with the next, not with its own", () => {
    expect(left(9, 1, 2, 2, 2, 0, 0, 0)).toBe(-1);
    expect(left(3, 9, 3, 1, 2, 2, 2, 0)).toBe(-3);
  });

  it("wants all three, where the right is content with three of four", () => {
    const bump = [9, 3, 1, 2, 0, 2, 2, 0, 0];
    expect(right(...bump)).toBe(3);
    expect(left(...bump)).toBe(-9);
  });

  it("looks only at its own point for the threshold", () => {
    expect(left(10, 1, 2, 2, 2, 0, 0)).toBe(-7);
    expect(left(9.99, 11, 12, 12, 12, 0, 0)).toBe(-1);
  });

  it("needs four points below it", () => {
    expect(left(9, 8, 7, 1, 2, 2, 2)).toBe(-3);
    expect(left(9, 8, 7, 6, 1, 2, 2)).toBe(-7);
  });

  it("finds the end where nothing turns up again", () => {
    expect(left(9, 8, 7, 6, 5, 4, 3, 2, 1)).toBe(-9);
  });
});

describe("the walk's start", () => {
  it("is the first of two points as near to zero", () => {
    // at ±0.5: from -0.5 upward that point itself is the first that qualifies
    const grid = Float32Array.of(-1.5, -0.5, 0.5, 1.5, 2.5, 3.5);
    const y = Float64Array.of(1, 1e-6, 2e-6, 3e-6, 4e-6, 0);
    expect(tailCutoffs({ grid, y }, none, published).right).toBe(-0.5);
  });

  it("is the near end where all values lie on one side of zero", () => {
    expect(cut(5, [1, 2, 3, 4, 5, 6, 7])).toEqual({ left: 5, right: 5 });
    expect(cut(-11, [6, 7, 5, 5, 5, 4, 9])).toEqual({ left: -5, right: -5 });
  });
});

describe("the relative rule", () => {
  const parts = [1, 3, 3, 2, 1, 4, 5, H, 5, 4, 1, 2, 3, 3, 1];

  it("is its own mirror image", () => {
    const there = cut(-7, parts, relative);
    const back = cut(-7, [...parts].reverse(), relative);
    expect(there).toEqual({ left: -3, right: 3 });
    expect(back).toEqual({ left: -there.right, right: -there.left });
  });

  it("does not care for the density's scale, as the published one does", () => {
    const { grid, y } = density(-7, parts);
    const larger = { grid, y: y.map((p) => p * 1000) };
    expect(tailCutoffs(larger, none, relative)).toEqual({ left: -3, right: 3 });
    expect(tailCutoffs(larger, none, published)).toEqual({ left: -7, right: 7 });
  });

  it("takes 4e-4 of the peak for its threshold", () => {
    const low = RELATIVE_THRESHOLD * H;
    expect(RELATIVE_THRESHOLD).toBe(4e-4);
    expect(cut(0, [H, low, 2 * low, 2 * low, 2 * low, H], relative).right).toBe(5);
    expect(cut(0, [H, low * 0.999, 2 * low, 2 * low, 2 * low, H], relative).right).toBe(1);
  });
});

describe("being in the tails", () => {
  it("includes the cut-offs, but not under std", () => {
    const values = [-2, -1.999, 0, 1.999, 2];
    const cutoffs = tailCutoffs(density(0, [1, 1]), { mean: 0, std: 1 }, { rule: "std", k: 2 });
    expect(cutoffs).toEqual({ left: -2, right: 2 });
    expect([...tailMask(values, cutoffs, { rule: "std", k: 2 })]).toEqual([0, 0, 0, 0, 0]);
    expect([...tailMask(values, cutoffs, published)]).toEqual([1, 0, 0, 0, 1]);
    expect(inTails(2.0001, cutoffs, { rule: "std", k: 2 })).toBe(true);
  });

  it("follows fixed lines and mean ± k std as they are", () => {
    const shape = { mean: 10, std: 4 };
    expect(tailCutoffs(density(0, [1, 1]), shape, { rule: "fixed", left: -3, right: 0.5 })).toEqual({
      left: -3,
      right: 0.5,
    });
    expect(tailCutoffs(density(0, [1, 1]), shape, { rule: "std", k: 1.5 })).toEqual({ left: 4, right: 16 });
  });
});
