import type { TailValue } from "./seams.ts";
import { inTails, type TailCutoffs, type TailRule } from "./tails.ts";

/** The values in the tails, greatest magnitude first. `values`, `skipBos`: as for `tailsOfBag`. */
export function tailValues(
  values: Float32Array,
  dModel: number,
  cutoffs: TailCutoffs,
  rule: TailRule,
  skipBos = false,
): TailValue[] {
  return byMagnitude(tailsOfBag(values, dModel, cutoffs, rule, skipBos));
}

/**
 * The values in the tails and where they stood, in the order of the bag. `values`: [vectors * dModel]; `skipBos`: where there are
 * several vectors, they are of the tokens from position 1 on.
 */
export function tailsOfBag(
  values: Float32Array,
  dModel: number,
  cutoffs: TailCutoffs,
  rule: TailRule,
  skipBos: boolean,
): TailValue[] {
  const placeOf = bagPlaces(values.length, dModel, skipBos);
  const found: TailValue[] = [];
  values.forEach((value, i) => {
    if (inTails(value, cutoffs, rule)) found.push({ ...placeOf(i), value });
  });
  return found;
}

/** Where the values of a bag of `count` stood, by their index in it. */
export function bagPlaces(
  count: number,
  dModel: number,
  skipBos: boolean,
): (index: number) => Omit<TailValue, "value"> {
  if (count === dModel) return (index) => ({ dimension: index });
  const first = skipBos ? 1 : 0;
  return (index) => ({ dimension: index % dModel, token: first + Math.floor(index / dModel) });
}

/** Greatest magnitude first; equal ones stay in their order. */
export const byMagnitude = (tails: readonly TailValue[]): TailValue[] =>
  tails.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
