import type { Theme } from "./theme.ts";

export interface LineStyle {
  stroke: string;
  "stroke-width": number;
  "stroke-dasharray": string;
}

const DASHES = ["7 3", "2 3", "9 3 2 3", "4 2"];

/** The line of the i-th class that is drawn besides the predicted one: a hue and a dash of its own. */
export function classLine(i: number, theme: Theme): LineStyle {
  const hues = [theme.classA, theme.classB, theme.classC, theme.classD];
  return {
    stroke: hues[i % hues.length]!,
    "stroke-width": 1.75,
    // past the fourth the hues come again, each with another dash
    "stroke-dasharray": DASHES[(i + Math.floor(i / hues.length)) % DASHES.length]!,
  };
}

/** The line of the pinned sentence. */
export function pinnedLine(theme: Theme): LineStyle {
  return { stroke: theme.pinned, "stroke-width": 1.5, "stroke-dasharray": "5 2" };
}
