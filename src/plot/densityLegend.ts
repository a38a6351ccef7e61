import type { LegendEntry } from "./legend.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** What the curves are. `predictedLabel`: none where there is no atlas to compare with. `pattern`: id of the tails' hatching. */
export function densityLegend(
  predictedLabel: string | undefined,
  theme: Theme,
  pattern: string,
): LegendEntry[] {
  const stroke = (color: string, width: number) =>
    el("line", { x2: 16, y1: 5, y2: 5, stroke: color, "stroke-width": width });
  const box = (fill: string, line?: string) =>
    el("rect", { x: 0.5, y: 0.5, width: 15, height: 9, fill, stroke: line });
  const references = [
    { label: `predicted: ${predictedLabel}`, swatch: [stroke(theme.predicted, 1.75)] },
    { label: "all training sentences", swatch: [box(theme.pooled)] },
  ];
  return [
    { label: "this sentence", swatch: [stroke(theme.sentence, 2.5)] },
    ...(predictedLabel === undefined ? [] : references),
    { label: "tails", swatch: [box(theme.tailSoft, theme.tail), box(`url(#${pattern})`)] },
  ];
}
