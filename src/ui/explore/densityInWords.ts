import { formatCount, formatValue } from "../../plot/format.ts";
import type { Screen } from "../../state/store.ts";
import type { Texts } from "../texts/en.ts";

/** What the Density figure shows, in a line. */
export function densityInWords(
  { of: { layer, count, cutoffs, tails }, mode }: NonNullable<Screen["picture"]>,
  label: string | undefined,
  isFixed: boolean,
  t: Texts["explore"]["density"],
): string {
  const of = isFixed ? t.fixedTails : label === undefined ? t.ownTails : t.tailsOf(label);
  const limits = t.limits(formatValue(cutoffs.left), formatValue(cutoffs.right));
  const [farthest] = tails;
  return [
    t.where(layer, t.modes[mode]),
    t.within(t.summary(t.values(count, formatCount(count)), formatCount(tails.length), of), limits),
    farthest && t.farthest(formatValue(farthest.value), farthest.dimension),
    tails.length < 3 && mode === "tails" && label !== undefined && t.noSay,
  ]
    .filter(Boolean)
    .join(" ");
}
