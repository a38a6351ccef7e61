import type { LayerPicture, ViewMode } from "../core/api.ts";
import { formatCount } from "./format.ts";
import { el } from "./svg.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** How many values are in the tails, or thrown away, in the empty middle of the rug: as long as it has room. */
export function rugWords(
  { tails, count }: LayerPicture,
  mode: ViewMode,
  [from, to]: readonly [number, number],
  y: number,
  theme: Theme,
): SVGElement {
  const wordings =
    mode === "full"
      ? [
          `${formatCount(tails.length)} of ${formatCount(count)} values in the tails`,
          `${tails.length} in tails`,
        ]
      : [
          `${formatCount(count - tails.length)} of ${formatCount(count)} values thrown away`,
          `${formatCount(count - tails.length)} thrown away`,
        ];
  const text = wordings.find((words) => textWidth(words, 11) + 12 <= to - from) ?? "";
  return el("text", { x: (from + to) / 2, y, "text-anchor": "middle", fill: theme.muted }, text);
}
