import type { Density } from "./density.ts";
import type { TailCutoffs, TailRule } from "./tails.ts";

/** Where a density is less than this share of its peak, `kde` may be off by more than 1e-5 of it. */
const FAINT = 1e-6;
/** Grid points that decide where a cut-off lies: towards its tail, and towards the bulk. */
const [OUTWARD, INWARD] = [4, 1];

/**
 * A cut-off may be the floor of a valley between the bulk and a far outlier, where the density has fallen to 1e-100: the study's
 * walk still compares neighbours there. These are the grid points about such cut-offs, to be summed exactly before the
 * cut-offs are looked for again; none where the rule does not walk, or where the density is exact enough. `exact`: those that were.
 */
export function faintPoints(
  { grid, y }: Density,
  { left, right }: TailCutoffs,
  { rule }: TailRule,
  exact: ReadonlySet<number>,
): number[] {
  if (rule !== "published" && rule !== "relative") return [];
  const faint = FAINT * y.reduce((a, b) => Math.max(a, b), 0);
  const points = new Set<number>();
  const [l, r] = [grid.indexOf(left), grid.indexOf(right)];
  for (const [first, last] of [
    [l - OUTWARD, l + INWARD],
    [r - INWARD, r + OUTWARD],
  ] as const) {
    for (let i = Math.max(first, 0); i <= Math.min(last, grid.length - 1); i++) {
      if (y[i]! < faint && !exact.has(i)) points.add(i);
    }
  }
  return [...points];
}
