import { el } from "./svg.ts";
import { fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

export interface LegendEntry {
  label: string;
  /** Drawn in a box of 16 × 10 whose corner is the origin. */
  swatch: SVGElement[];
}

const SWATCH = 16;
const GAP = 6;
const BETWEEN = 16;
export const LEGEND_ROW = 18;

export interface LegendPlace {
  x: number;
  row: number;
  label: string;
}

/** Entries one after the other, a new row where the width ends. */
export function legendPlaces(labels: readonly string[], width: number, fontSize: number): LegendPlace[] {
  let x = 0;
  let row = 0;
  return labels.map((full) => {
    const label = fitText(full, fontSize, width - SWATCH - GAP);
    const size = SWATCH + GAP + textWidth(label, fontSize);
    if (x > 0 && x + size > width) {
      x = 0;
      row++;
    }
    const place = { x, row, label };
    x += size + BETWEEN;
    return place;
  });
}

/** `y` is the middle of the first row. */
export function legend(
  entries: readonly LegendEntry[],
  places: readonly LegendPlace[],
  x: number,
  y: number,
  theme: Theme,
): SVGGElement {
  const rows = places.map((place, i) =>
    el(
      "g",
      { transform: `translate(${x + place.x},${y + place.row * LEGEND_ROW})` },
      el("g", { transform: "translate(0,-5)" }, ...(entries[i]?.swatch ?? [])),
      el("text", { x: SWATCH + GAP, dy: "0.34em", fill: theme.text }, place.label),
    ),
  );
  return el("g", {}, ...rows);
}
