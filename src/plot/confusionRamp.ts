import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { interpolateCividis } from "d3-scale-chromatic";
import type { ConfusionLevel } from "./confusionLayout.ts";
import { formatCount, formatDifference, typographic } from "./format.ts";
import type { Theme } from "./theme.ts";

/** How counts, or differences of counts, become colours. */
export interface Ramp {
  /** Greatest count, or greatest difference of either sign; at least 1. */
  greatest: number;
  isSigned: boolean;
  /** Place of a count on the ramp: [0, 1], of differences [-1, 1]. */
  at: (count: number) => number;
  /** Of a place on the ramp. */
  color: (place: number) => string;
  /** Of what is written on that colour. */
  ink: (place: number) => string;
  /** Of a line across cells. */
  cross: string;
  /** Its labels: place and words. */
  marks: { place: number; words: string }[];
}

const MANY_CLASSES = 40;
/** What no difference looks like: quiet, and yet a cell. */
const NEUTRAL = { light: "#f2f4f6", dark: "#1d232a" } as const;

/** Many classes make single errors faint beside the diagonal: there the ramp goes by the square root. */
export function confusionRamp(level: ConfusionLevel, theme: Theme): Ramp {
  const { labels, signed = false } = level;
  const greatest = Math.max(1, level.greatest ?? greatestCount(level));
  const power = labels.length > MANY_CLASSES ? 0.5 : 1;
  const at = (count: number) => Math.sign(count) * (Math.abs(count) / greatest) ** power;
  const middle = greatest * 0.5 ** (1 / power);
  if (!signed) {
    return {
      ...{ greatest, isSigned: false, at, color: interpolateCividis },
      ink: (place) => (place > 0.5 ? "#101418" : "#ffffff"),
      cross: "rgb(255 255 255 / 0.7)",
      marks: [
        { place: 0, words: "0" },
        { place: 0.5, words: typographic(String(middle)) },
        { place: 1, words: formatCount(greatest) },
      ],
    };
  }
  return {
    ...{ greatest, isSigned: true, at },
    color: scaleLinear<string>([-1, 0, 1], [theme.negative, NEUTRAL[theme.name], theme.positive]),
    ink: (place) => (Math.abs(place) > 0.6 ? theme.background : theme.text),
    cross: theme.muted,
    marks: [
      { place: -1, words: formatDifference(-greatest, 0) },
      { place: 0, words: "0" },
      { place: 1, words: formatDifference(greatest, 0) },
    ],
  };
}

/** The greatest count of a matrix, whatever its sign. */
export function greatestCount({ confusion }: ConfusionLevel): number {
  return max(confusion, (row) => max(row, Math.abs)) ?? 0;
}

/** What is written in a cell. */
export function cellWords(count: number, { isSigned }: Pick<Ramp, "isSigned">): string {
  return isSigned ? formatDifference(count, 0) : formatCount(count);
}
