import type { LayerPicture } from "../core/api.ts";
import { classLine, pinnedLine } from "./classLines.ts";
import type { DensityWords } from "./densityWords.ts";
import type { LegendEntry } from "./legend.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

interface Names {
  /** None where there is no atlas to compare with. */
  predicted: string | undefined;
  /** Of `picture.classes`, one each. */
  classes: readonly string[];
  pinned: string | undefined;
}

/** What the curves are. `pattern`: id of the tails' hatching. */
export function densityLegend(
  picture: LayerPicture,
  names: Names,
  { theme, pattern, words }: { theme: Theme; pattern: string; words: DensityWords },
): LegendEntry[] {
  const stroke = (style: Record<string, string | number>) => el("line", { x2: 16, y1: 5, y2: 5, ...style });
  const box = (fill: string, line?: string) =>
    el("rect", { x: 0.5, y: 0.5, width: 15, height: 9, fill, stroke: line });
  const entries: LegendEntry[] = [
    { label: words.sentence, swatch: [stroke({ stroke: theme.sentence, "stroke-width": 2.5 })] },
  ];
  if (picture.pinned) {
    entries.push({ label: words.pinned(names.pinned), swatch: [stroke({ ...pinnedLine(theme) })] });
  }
  if (names.predicted !== undefined) {
    const swatch = [stroke({ stroke: theme.predicted, "stroke-width": 1.75 })];
    entries.push({ label: words.predicted(names.predicted), swatch });
  }
  picture.classes?.forEach(({ index }, i) => {
    const label = names.classes[i] ?? `class ${index}`;
    entries.push({ label, swatch: [stroke({ ...classLine(i, theme) })] });
  });
  if (picture.pooled) entries.push({ label: words.pooled, swatch: [box(theme.pooled)] });
  entries.push({
    label: words.tails,
    swatch: [box(theme.tailSoft, theme.tail), box(`url(#${pattern})`)],
  });
  return entries;
}
