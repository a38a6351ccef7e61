import type { LayerPicture, ViewMode } from "../core/api.ts";
import type { DensityWords } from "./densityWords.ts";
import { el } from "./svg.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

interface Place {
  /** The rug's empty middle. */
  from: number;
  to: number;
  y: number;
}

/** How many values are in the tails, or thrown away, in the empty middle of the rug: as long as it has room. */
export function rugWords(
  { tails, count }: LayerPicture,
  mode: ViewMode,
  { from, to, y }: Place,
  theme: Theme,
  words: DensityWords,
): SVGElement {
  const wordings =
    mode === "full" ? words.inTails(tails.length, count) : words.thrownAway(count - tails.length, count);
  const text = wordings.find((wording) => textWidth(wording, 11) + 12 <= to - from) ?? "";
  return el("text", { x: (from + to) / 2, y, "text-anchor": "middle", fill: theme.muted }, text);
}
