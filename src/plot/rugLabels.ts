import { textWidth } from "./textWidth.ts";

export interface RugLabel {
  /** Index of its mark. */
  index: number;
  /** Middle of the text. */
  x: number;
}

const GAP = 5;

/**
 * Which marks are named under the rug, none over another: those that come first in `order` have the choice, the rest are
 * named by the readout. `xs`: places of the marks; a label stays within [left, right], and off the `lines`.
 */
export function rugLabels(
  xs: readonly number[],
  texts: readonly string[],
  order: readonly number[],
  [left, right]: readonly [number, number],
  fontSize: number,
  lines: readonly number[] = [],
): RugLabel[] {
  const taken: (readonly [number, number])[] = lines.map((line) => [line, line]);
  const labels: RugLabel[] = [];
  for (const index of order) {
    const half = textWidth(texts[index]!, fontSize) / 2;
    if (2 * half > right - left) continue;
    const x = Math.max(left + half, Math.min(right - half, xs[index]!));
    const [from, to] = [x - half - GAP / 2, x + half + GAP / 2];
    if (taken.some(([start, end]) => from < end && start < to)) continue;
    taken.push([from, to]);
    labels.push({ index, x });
  }
  return labels;
}
