import type { TailValue } from "./seams.ts";
import { inTails, type TailCutoffs, type TailRule } from "./tails.ts";

/** The values in the tails with their dimensions, greatest magnitude first. `values`: [vectors * dModel]. */
export function tailValues(
  values: Float32Array,
  dModel: number,
  cutoffs: TailCutoffs,
  rule: TailRule,
): TailValue[] {
  const found: TailValue[] = [];
  values.forEach((value, i) => {
    if (inTails(value, cutoffs, rule)) found.push({ dimension: i % dModel, value });
  });
  return byMagnitude(found);
}

/** Greatest magnitude first; equal ones stay in their order. */
export const byMagnitude = (tails: readonly TailValue[]): TailValue[] =>
  tails.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
