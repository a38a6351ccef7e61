import type { TailCutoffs } from "../core/tails.ts";

export type Side = "left" | "right";

/** Arrow keys move a cut-off by this share of what is on show, Page Up and Page Down by ten of them. */
const STEP = 1 / 200;

/** A cut-off put somewhere: within what is on show, and never beyond the other one. */
export function moveCutoff(
  cutoffs: TailCutoffs,
  side: Side,
  value: number,
  [min, max]: readonly [number, number],
): TailCutoffs {
  const shown = Math.max(min, Math.min(max, value));
  return side === "left"
    ? { ...cutoffs, left: Math.min(shown, cutoffs.right) }
    : { ...cutoffs, right: Math.max(shown, cutoffs.left) };
}

/** Where a key takes a cut-off; undefined for other keys. */
export function cutoffKey(
  key: string,
  cutoffs: TailCutoffs,
  side: Side,
  domain: readonly [number, number],
): TailCutoffs | undefined {
  const step = (domain[1] - domain[0]) * STEP;
  const by = STEPS[key];
  if (by !== undefined) return moveCutoff(cutoffs, side, nearest(cutoffs[side], domain) + by * step, domain);
  if (key === "Home") return moveCutoff(cutoffs, side, domain[0], domain);
  if (key === "End") return moveCutoff(cutoffs, side, domain[1], domain);
  return undefined;
}

const STEPS: Record<string, number | undefined> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

function nearest(value: number, [min, max]: readonly [number, number]): number {
  return Math.max(min, Math.min(max, value));
}
