import type { ViewMode } from "../core/api.ts";
import type { LegendEntry } from "./legend.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** A ring for all values, a diamond for tails only, as in the dumbbells. */
export function modeMark(mode: ViewMode, x: number, y: number, theme: Theme, words?: string): SVGElement {
  const title = words === undefined ? undefined : el("title", {}, words);
  return mode === "full"
    ? el(
        "circle",
        { cx: x, cy: y, r: 4, fill: theme.background, stroke: theme.text, "stroke-width": 1.75 },
        title,
      )
    : el("path", { d: `M${x},${y - 5.5}l5.5,5.5l-5.5,5.5l-5.5,-5.5z`, fill: theme.tail }, title);
}

export function modeColor(mode: ViewMode, theme: Theme): string {
  return mode === "full" ? theme.text : theme.tail;
}

/** What the modes are called. */
export const MODE_NAMES: Record<ViewMode, string> = { full: "all values", tails: "tails only" };

export function modeLegend(modes: readonly ViewMode[], theme: Theme, names = MODE_NAMES): LegendEntry[] {
  return modes.map((mode) => ({
    label: names[mode],
    swatch: [modeMark(mode, 8, 5, theme)],
  }));
}
