import { formatCount, formatPercent, formatValue } from "./format.ts";

/** What stands in the pictures of the Fit tab. */
export const FIT_PICTURE_WORDS = {
  value: "value →",
  density: "↑ density",
  logDensity: "↑ ln density, nats",
  split: {
    title: "Sentences by category",
    train: "training",
    test: "testing",
    more: (count: number) => `and ${formatCount(count)} more`,
    description: (level: string, count: number) => `${level}: ${formatCount(count)}.`,
  },
  bandwidth: {
    title: "Bandwidth",
    scale: (scale: number, isStudy: boolean) => `${scale}${isStudy ? ", the study’s" : ""}`,
    description: (scale: number, width: number, count: number) =>
      `${formatCount(count)} values smoothed at scales 1, ${scale} and 4. At ${scale} each value is ${formatValue(width)} wide.`,
  },
  grid: {
    title: "Grid points",
    true: "density",
    kept: (inside: number) => `kept: ${formatCount(inside)} ${inside === 1 ? "point" : "points"} here`,
    description: (points: number, spacing: number, error: number) =>
      `The density near its peak, and the straight lines between ${formatCount(points)} grid points, ${spacing.toPrecision(2)} apart. They miss it by ${formatPercent(error, error < 0.001 ? 3 : 1)} at most.`,
  },
  floor: {
    title: "Density floor",
    bare: "ln p",
    floored: "ln(p + ε)",
    line: (nats: number) => `ln ε = ${formatValue(nats)}`,
    description: (floor: number, nats: number, below: number, count: number) =>
      `With ε = ${floor} no value costs more than ${formatValue(-nats)} nats. ${formatCount(below)} of ${formatCount(count)} values stand where the density is below ε.`,
  },
  tails: {
    title: "Tail rule",
    rules: { published: "published", relative: "relative", std: "std", fixed: "fixed" },
    count: (inTails: number, count: number) => `${formatCount(inTails)} of ${formatCount(count)}`,
    values: "the sentence’s values",
    counted: "in the tails",
    open: "none found",
    description: (rule: string, left: string, right: string, inTails: number, count: number) =>
      `By the rule “${rule}” the tails lie at or below ${left} and at or above ${right}: ${formatCount(inTails)} of ${formatCount(count)} values.`,
  },
  centring: {
    title: "Centring",
    before: "as they come",
    after: "centred",
    raw: "not centred",
    mean: "their mean",
    schematic: "Schematic: the shift is drawn, not measured.",
    description: (on: boolean) =>
      on
        ? "The values are moved as one, so that their mean lies at zero."
        : "The values stay where they are, with their mean off zero.",
  },
  tokens: {
    title: "Tokens",
    bag: { last: "last token", all: "all tokens", mean: "mean of tokens" },
    values: (count: number) => `${formatCount(count)} values`,
    none: "no start token",
    more: (count: number) => `+${formatCount(count)}`,
    description: (used: number, all: number, values: number) =>
      `${formatCount(used)} of ${formatCount(all)} tokens enter the bag, which gives ${formatCount(values)} values at each layer.`,
    start: (on: boolean) =>
      on ? "The start token stands in front." : "Nothing stands in front of the text.",
  },
  word: {
    title: "Last word",
    description: (dropped: string) =>
      dropped === "" ? "The whole text is read." : `“${dropped}” is left out.`,
  },
};

export type FitPictureWords = typeof FIT_PICTURE_WORDS;
