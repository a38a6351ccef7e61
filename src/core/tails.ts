import type { Density } from "./density.ts";
import { nearestIndex } from "./grid.ts";

/** Two values: what lies at or beyond them is in the tails. In value units. */
export interface TailCutoffs {
  left: number;
  right: number;
}

/** How the tails of a class's density are found. METHOD §3. */
export type TailRule =
  | { rule: "published" }
  | { rule: "relative" }
  | { rule: "std"; k: number }
  | { rule: "fixed"; left: number; right: number };

/** The published threshold, in density units. */
export const TAIL_THRESHOLD = 1e-4;
/** The relative rule's threshold, as a share of the density's peak. */
export const RELATIVE_THRESHOLD = 4e-4;

/** Fewer tail values than this say nothing: the layer is scored at the floor. METHOD §4. */
export const MIN_TAIL_VALUES = 3;

interface Shape {
  mean: number;
  /** Population standard deviation. */
  std: number;
}

/** The two cut-offs of a density under a rule. */
export function tailCutoffs(density: Density, shape: Shape, rule: TailRule): TailCutoffs {
  switch (rule.rule) {
    case "published":
      return {
        left: density.grid[walkLeft(density, TAIL_THRESHOLD)]!,
        right: density.grid[walkRight(density, TAIL_THRESHOLD)]!,
      };
    case "relative": {
      const threshold = RELATIVE_THRESHOLD * density.y.reduce((a, b) => Math.max(a, b), 0);
      return {
        left: density.grid[walkLeftMirrored(density, threshold)]!,
        right: density.grid[walkRight(density, threshold)]!,
      };
    }
    case "std":
      return { left: shape.mean - rule.k * shape.std, right: shape.mean + rule.k * shape.std };
    case "fixed":
      return { left: rule.left, right: rule.right };
  }
}

/** Whether a value is in the tails: inclusive, but for `std`, whose inequalities are strict. METHOD §3. */
export function inTails(value: number, cutoffs: TailCutoffs, rule: TailRule): boolean {
  return rule.rule === "std"
    ? value < cutoffs.left || value > cutoffs.right
    : value <= cutoffs.left || value >= cutoffs.right;
}

/** [n] bytes, 1 where the value is in the tails. */
export function tailMask(values: ArrayLike<number>, cutoffs: TailCutoffs, rule: TailRule): Uint8Array {
  return Uint8Array.from(values, (v) => (inTails(v, cutoffs, rule) ? 1 : 0));
}

/** From the point nearest 0 upward: below the threshold with at least 3 of the window's later points above it. */
function walkRight({ grid, y }: Density, threshold: number): number {
  const last = grid.length - 1;
  for (let i = nearestIndex(grid, 0); i < last; i++) {
    const end = Math.min(i + 4, last);
    if (y[i]! >= threshold || end - i + 1 < 4) continue;
    let higher = 0;
    for (let k = i + 1; k <= end; k++) if (y[k]! > y[i]!) higher++;
    if (higher >= 3) return i;
  }
  return last;
}

/** From the point nearest 0 downward. As published, the current point is not part of the window. */
function walkLeft({ grid, y }: Density, threshold: number): number {
  for (let i = nearestIndex(grid, 0); i > 0; i--) {
    if (y[i]! >= threshold || i < 4) continue;
    const first = y[i - 1]!;
    if (y[i - 2]! > first && y[i - 3]! > first && y[i - 4]! > first) return i;
  }
  return 0;
}

/** The mirror image of `walkRight`, for the relative rule. */
function walkLeftMirrored({ grid, y }: Density, threshold: number): number {
  for (let i = nearestIndex(grid, 0); i > 0; i--) {
    const end = Math.max(i - 4, 0);
    if (y[i]! >= threshold || i - end + 1 < 4) continue;
    let higher = 0;
    for (let k = i - 1; k >= end; k--) if (y[k]! > y[i]!) higher++;
    if (higher >= 3) return i;
  }
  return 0;
}
