import type { LevelReport } from "./api.ts";
import { type Interval, RESAMPLES } from "./bootstrap.ts";
import type { Claim } from "./claims.ts";
import { classScores } from "./f1.ts";
import { seededRandom } from "./random.ts";

const SEED = 20250110;

const NAMED = {
  Japanese: /japanese/i,
  Spanish: /spanish/i,
  "upper case": /upper[\s_-]*case/i,
  "lower case": /lower[\s_-]*case/i,
} as const;
type Named = keyof typeof NAMED;

/** The study's order, each step as (higher, lower); `others`: the mean of a level's remaining categories. */
const STEPS: [Named, Named | "others"][] = [
  ["Japanese", "Spanish"],
  ["Japanese", "upper case"],
  ["Spanish", "lower case"],
  ["upper case", "lower case"],
  ["lower case", "others"],
];

/** Index of the category that a name stands for. */
export function findCategory(level: LevelReport, name: RegExp): number | undefined {
  const at = level.labels.findIndex((label) => name.test(label));
  return at < 0 ? undefined : at;
}

/**
 * Very high F1 for Japanese, high for Spanish and upper case, lower case in between: holds where the interval of every step
 * is above 0, fails where that of any is below.
 */
export function orderOf(levels: readonly LevelReport[], words: string): Omit<Claim, "n"> {
  const claim = `F1 is very high for Japanese, high for Spanish and upper case, in between for lower case (${words}).`;
  const names = Object.keys(NAMED) as Named[];
  const placed = levels.map((level) => ({
    level,
    at: names.map((name) => findCategory(level, NAMED[name])),
  }));
  const found = placed.reduce<(typeof placed)[number] | undefined>(
    (most, next) => (present(next.at).length > present(most?.at ?? []).length ? next : most),
    undefined,
  );
  const missing = names.filter((_, i) => found?.at[i] === undefined);
  const lacks = missing.length > 0 ? `; the data set has no category for ${missing.join(", ")}` : "";
  if (!found) return { claim, found: `Not judged${lacks}.`, verdict: "open" };

  const { level, at } = found;
  const indexOf = (name: Named) => at[names.indexOf(name)];
  const others = level.labels.map((_, i) => i).filter((i) => !at.includes(i));
  const groups = STEPS.flatMap(([higher, lower]) => {
    const [a, b] = [indexOf(higher), lower === "others" ? others : present([indexOf(lower)])];
    return a === undefined || b.length === 0
      ? []
      : [{ a, b, words: `${higher} over ${lower === "others" ? "the others" : lower}` }];
  });
  const intervals = differenceIntervals(level.confusion, groups);
  const told = names.flatMap((name) => {
    const i = indexOf(name);
    return i === undefined ? [] : [`${name} ${level.f1[i]!.toFixed(2)}`];
  });
  if (others.length > 0)
    told.push(`the others ${mean(others.map((i) => level.f1[i]!)).toFixed(2)} on average`);
  const sure = intervals.filter(({ low }) => low > 0).length;
  const against = groups.filter((_, i) => intervals[i]!.high < 0).map((group) => group.words);
  return {
    claim,
    found: `${told.join(", ")}: ${sure} of ${intervals.length} steps of the order are above 0 with their 95 % intervals${against.length > 0 ? `, below: ${against.join(", ")}` : ""}${lacks}.`,
    verdict:
      against.length > 0 ? "fails" : intervals.length > 0 && sure === intervals.length ? "holds" : "open",
  };
}

/** Intervals of F1(a) − mean F1(b) over the same resamples, by a bootstrap over the sentences that a matrix counts. */
function differenceIntervals(
  confusion: readonly (readonly number[])[],
  groups: readonly { a: number; b: readonly number[] }[],
): Interval[] {
  const n = confusion.length;
  const cells = confusion.flatMap((row, t) =>
    row.flatMap((count, p) => new Array<number>(count).fill(t * n + p)),
  );
  const random = seededRandom(SEED);
  const drawn = groups.map(() => new Float64Array(RESAMPLES));
  for (let r = 0; r < RESAMPLES; r++) {
    const counts = new Int32Array(n * n);
    for (let i = 0; i < cells.length; i++) counts[cells[Math.floor(random() * cells.length)]!]!++;
    const { f1 } = classScores(
      Array.from({ length: n }, (_, t) => Array.from(counts.subarray(t * n, (t + 1) * n))),
    );
    groups.forEach(({ a, b }, g) => {
      drawn[g]![r] = f1[a]! - mean(b.map((i) => f1[i]!));
    });
  }
  return drawn.map((differences) => {
    differences.sort();
    const at = (q: number) => differences[Math.round(q * (RESAMPLES - 1))]!;
    return { low: at(0.025), high: at(0.975) };
  });
}

const present = (places: readonly (number | undefined)[]) => places.filter((p) => p !== undefined);
const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
