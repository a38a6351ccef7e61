import { min } from "d3-array";
import { scaleLinear } from "d3-scale";
import { linearTicks, type Tick } from "./axes.ts";
import { formatNats } from "./format.ts";
import { el, figureRoot } from "./svg.ts";
import { BOLD, fitText, textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

export interface BarItem {
  label: string;
  /** Log-likelihood minus the best's, nats: 0 for the best, negative for the others. */
  value: number;
}

export interface BarChartOptions {
  width: number;
  theme: Theme;
  /** `formatNats` unless told. */
  format?: (value: number) => string;
  /** Label of the row to mark; the first unless told. */
  highlight?: string;
  title?: string;
}

const SIZE = 12;
const PAD = 12;
const TITLE = 26;
const AXIS = 40;
/** Where labels would take more of the width than this, they stand above their lines. */
const GREATEST_LABEL_SHARE = 0.35;

/** How far each stands behind the best: a dot on a line, the best at the right, the stem is the gap. */
export function barChart(items: readonly BarItem[], options: BarChartOptions): SVGSVGElement {
  const { width, theme, format = formatNats, highlight = items[0]?.label, title } = options;
  const values = items.map(({ value }) => (value === 0 ? "best" : format(value)));
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => textWidth(text, SIZE) * BOLD));
  const labelSpace = widest(items.map(({ label }) => label));
  const above = labelSpace > width * GREATEST_LABEL_SHARE;
  const row = above ? 36 : 24;
  const top = PAD + (title ? TITLE : 0);
  const bottom = top + items.length * row;
  const left = PAD + (above ? 4 : labelSpace + 14);
  const right = width - PAD - widest(values) - 10;
  const x = scaleLinear([Math.min(min(items, ({ value }) => value) ?? 0, -1), 0], [left, right]).nice(4);

  const root = figureRoot({
    width,
    height: bottom + AXIS,
    theme,
    title: title ?? "Log-likelihood, nats behind the best",
    description: items.map(({ label }, i) => `${label}: ${values[i]}`).join("; "),
  });
  const fits = ({ at, label }: Tick) => at - textWidth(label, 11) / 2 >= 2;
  const halo = { "paint-order": "stroke", stroke: theme.background, "stroke-width": 4 };
  if (title) {
    const text = fitText(title, 14, width - 2 * PAD);
    root.append(el("text", { x: PAD, y: 24, "font-size": 14, "font-weight": 600 }, text));
  }
  for (const { at, label } of linearTicks(x, 64).filter(fits)) {
    root.append(
      el("line", { x1: at, x2: at, y1: top, y2: bottom, stroke: theme.grid }),
      el("text", { x: at, y: bottom + 15, fill: theme.muted, "text-anchor": "middle" }, label),
    );
  }
  root.append(
    el("line", { x1: right, x2: right, y1: top, y2: bottom, stroke: theme.muted }),
    el(
      "text",
      { x: width - PAD, y: bottom + 32, fill: theme.muted, "text-anchor": "end" },
      "log-likelihood minus the best, nats →",
    ),
    ...items.map(({ label, value }, i) => {
      const y = top + i * row + (above ? 25 : row / 2);
      const on = label === highlight;
      const color = on ? theme.accent : theme.muted;
      const weight = on ? 600 : 400;
      const words = above
        ? el(
            "text",
            { ...halo, x: PAD, y: y - 12, "font-weight": weight },
            fitText(label, SIZE, right - PAD - 8),
          )
        : el("text", { x: left - 14, y, dy: "0.34em", "text-anchor": "end", "font-weight": weight }, label);
      return el(
        "g",
        { "font-size": SIZE },
        el("title", {}, `${label}: ${values[i]}`),
        words,
        el("line", { x1: x(value), x2: right, y1: y, y2: y, stroke: color, "stroke-width": 1.5 }),
        el("circle", { cx: x(value), cy: y, r: on ? 5 : 4, fill: color }),
        el(
          "text",
          { x: width - PAD, y, dy: "0.34em", "text-anchor": "end", "font-weight": weight },
          values[i],
        ),
      );
    }),
  );
  return root;
}
