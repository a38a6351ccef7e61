import type { Atlas } from "./atlas.ts";
import { Failure } from "./failure.ts";
import type { TailCutoffs } from "./tails.ts";

/** The atlas with the same two cut-offs at every class and layer, METHOD §3's `fixed` rule; all else is shared with it. */
export function withFixedTails(atlas: Atlas, { left, right }: TailCutoffs): Atlas {
  requireCutoffs({ left, right });
  const tailCutoffs = new Float64Array(atlas.tailCutoffs.length);
  for (let i = 0; i < tailCutoffs.length; i += 2) {
    tailCutoffs[i] = left;
    tailCutoffs[i + 1] = right;
  }
  const options = { ...atlas.recipe.options, tailRule: { rule: "fixed", left, right } as const };
  return { ...atlas, tailCutoffs, recipe: { ...atlas.recipe, options } };
}

/** @throws Failure("usage") where they are no numbers, or the left one lies right of the other */
export function requireCutoffs({ left, right }: TailCutoffs): void {
  if (!Number.isFinite(left) || !Number.isFinite(right) || left > right) {
    throw new Failure(
      "usage",
      `Cut-offs at ${left} and ${right}: two numbers are needed, the left one below the right one.`,
    );
  }
}
