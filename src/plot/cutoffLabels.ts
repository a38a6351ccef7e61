import type { CutoffPlace } from "./densityDomain.ts";
import type { DensityWords } from "./densityWords.ts";
import { DENSITY_WORDS } from "./densityWords.ts";
import { el } from "./svg.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

export interface CutoffLabel {
  text: string;
  /** Where the text begins, and its row from the bottom up. */
  x: number;
  row: number;
}

export const LABEL_ROW = 15;
const SIZE = 11;
const PAD = 4;

/** The words at each cut-off, outward of its line where there is room, else over it, on two rows where they would meet. */
export function cutoffLabels(
  cutoffs: readonly CutoffPlace[],
  x: (value: number) => number,
  [left, right]: readonly [number, number],
  words: Pick<DensityWords, "cutoff" | "noCutoff"> = DENSITY_WORDS,
): CutoffLabel[] {
  const labels = cutoffs.map((cutoff) => {
    const text = cutoffText(cutoff, words);
    const width = textWidth(text, SIZE);
    const line = Math.min(right, Math.max(left, x(cutoff.value)));
    const outward = cutoff.side === "left" ? line - PAD - width : line + PAD;
    const fits = outward >= left && outward + width <= right;
    const start = cutoff.place === "inside" ? (fits ? outward : line - width / 2) : line;
    return { text, x: Math.max(left, Math.min(right - width, start)), row: 0, width };
  });
  const [first, second] = labels;
  if (first && second && first.x < second.x + second.width + 8 && second.x < first.x + first.width + 8) {
    second.row = 1;
  }
  return labels.map(({ text, x: at, row }) => ({ text, x: at, row }));
}

function cutoffText(
  { side, value, found, place }: CutoffPlace,
  words: Pick<DensityWords, "cutoff" | "noCutoff">,
): string {
  const text = found ? words.cutoff(value) : words.noCutoff(side);
  if (place === "below") return `← ${text}`;
  if (place === "above") return `${text} →`;
  return text;
}

/** `bottom`: the baseline of row 0. */
export function drawCutoffLabels(labels: readonly CutoffLabel[], bottom: number, theme: Theme): SVGGElement {
  return el(
    "g",
    { fill: theme.tail, "font-size": SIZE, "font-weight": 500 },
    ...labels.map(({ text, x, row }) => el("text", { x, y: bottom - row * LABEL_ROW }, text)),
  );
}
