import type { TailRule } from "../../core/tails.ts";
import type { OptionFields } from "../../state/fitForm.ts";

/** The numbers in the option fields as far as a picture can use them. */
export function typedNumbers({ bandwidthScale, gridPoints, densityFloor }: OptionFields) {
  return {
    bandwidthScale: usable(bandwidthScale, (x) => x > 0),
    gridPoints: usable(gridPoints, (x) => Number.isInteger(x) && x >= 10 && x <= 100_000),
    densityFloor: usable(densityFloor, (x) => x > 0),
  };
}

/** All four rules with the numbers typed for them; those whose numbers can't be used are left out. */
export function typedRules({ k, left, right }: OptionFields): TailRule[] {
  const [deviations, from, to] = [usable(k, (x) => x > 0), usable(left), usable(right)];
  return [
    { rule: "published" },
    { rule: "relative" },
    ...(deviations === undefined ? [] : [{ rule: "std" as const, k: deviations }]),
    ...(from === undefined || to === undefined || to <= from
      ? []
      : [{ rule: "fixed" as const, left: from, right: to }]),
  ];
}

function usable(text: string, fits: (x: number) => boolean = () => true): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) && fits(value) ? value : undefined;
}
