import { type FitPictureOptions, pictureRoot, wordsOf } from "./fitPictureFrame.ts";
import type { CategoryCount, LevelCounts } from "./fitSplit.ts";
import { formatCount } from "./format.ts";
import { shortLabel } from "./labels.ts";
import { el } from "./svg.ts";
import { fitText, textWidth } from "./textWidth.ts";

const ROW = 18;
const BAR = 10;
const HEAD = 40;
const BETWEEN = 24;
/** Levels beside each other. */
const MOST_LEVELS = 3;
/** Of a column, for its labels. */
const LABEL_SHARE = 0.45;

/** Rows that have room; where there are more categories the last row says how many. */
const rowsOf = (height: number) => Math.max(1, Math.floor((height - HEAD) / ROW));

/** The height at which every category of up to `most` has a row. */
export function splitHeight(levels: readonly LevelCounts[], most: number): number {
  return HEAD + ROW * Math.min(most, Math.max(1, ...levels.map(({ categories }) => categories.length)));
}

/** For each level, how many sentences of each category train and how many test. */
export function fitSplitPicture(all: readonly LevelCounts[], options: FitPictureOptions): SVGSVGElement {
  const { width, height, theme } = options;
  const words = wordsOf(options).split;
  const levels = all.slice(0, MOST_LEVELS);
  const { root, top } = pictureRoot(options, {
    title: words.title,
    description: levels.map((level) => words.description(level.name, level.categories.length)).join(" "),
  });
  const column = (width - BETWEEN * (levels.length - 1)) / Math.max(1, levels.length);
  const box = (x: number, y: number, size: number, isTest: boolean) =>
    el("rect", {
      ...{ x, y, width: Math.max(0, size), height: BAR },
      ...(isTest
        ? { fill: theme.background, stroke: theme.accent }
        : { fill: theme.accent, stroke: theme.accent }),
    });
  root.append(
    box(1, top + 4, 14, false),
    el("text", { x: 21, y: top + 13 }, words.train),
    box(34 + textWidth(words.train, 11), top + 4, 14, true),
    el("text", { x: 54 + textWidth(words.train, 11), y: top + 13 }, words.test),
  );
  levels.forEach(({ name, categories }, i) => {
    const left = i * (column + BETWEEN);
    const bars = left + column * LABEL_SHARE;
    const room = column * (1 - LABEL_SHARE) - 44;
    const most = Math.max(1, ...categories.map(total));
    const rows = rowsOf(height - top);
    const shown = categories.length > rows ? categories.slice(0, rows - 1) : categories;
    root.append(el("text", { x: left, y: top + 33, "font-weight": 600 }, name));
    shown.forEach((category, row) => {
      const y = top + HEAD + row * ROW;
      const train = (category.train / most) * room;
      const test = (category.test / most) * room;
      root.append(
        el(
          "text",
          { x: left, y: y + BAR, fill: theme.muted },
          fitText(shortLabel([category.label]), 11, column * LABEL_SHARE - 8),
          el("title", {}, category.label),
        ),
        box(bars, y + 1, train, false),
        box(bars + train, y + 1, test, true),
        el(
          "text",
          { x: bars + train + test + 6, y: y + BAR, fill: theme.muted },
          formatCount(total(category)),
        ),
      );
    });
    if (shown.length < categories.length) {
      const more = words.more(categories.length - shown.length);
      root.append(el("text", { x: left, y: top + HEAD + shown.length * ROW + BAR, fill: theme.muted }, more));
    }
  });
  return root;
}

/** level, category, train, test. */
export function splitTable(levels: readonly LevelCounts[]): (string | number)[][] {
  return [
    ["level", "category", "training", "testing"],
    ...levels.flatMap(({ name, categories }) =>
      categories.map(({ label, train, test }) => [name, label, train, test]),
    ),
  ];
}

function total({ train, test }: CategoryCount): number {
  return train + test;
}
