import { moments } from "./moments.ts";
import type { TokenTails } from "./seams.ts";
import { inTails, type TailCutoffs } from "./tails.ts";

/** How many values of each token are in the tails. `tokens`: [pos, dModel], centred where the atlas centres; returns [pos]. */
export function tokenTails(tokens: Float32Array, dModel: number, tails: TokenTails): number[] {
  return Array.from({ length: tokens.length / dModel }, (_, pos) => {
    const values = tokens.subarray(pos * dModel, (pos + 1) * dModel);
    const cutoffs = "k" in tails ? ownCutoffs(values, tails.k) : tails.cutoffs;
    const rule = "k" in tails ? ({ rule: "std", k: tails.k } as const) : tails.rule;
    let count = 0;
    for (const value of values) if (inTails(value, cutoffs, rule)) count++;
    return count;
  });
}

/** Mean ± k population standard deviations of these values. */
export function ownCutoffs(values: ArrayLike<number>, k: number): TailCutoffs {
  const { mean, std } = moments(values);
  return { left: mean - k * std, right: mean + k * std };
}
