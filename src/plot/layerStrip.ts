import type { LayerSketch, ViewMode } from "../core/api.ts";
import { formatCount, formatValue } from "./format.ts";
import { layerRow } from "./layerRow.ts";
import { step } from "./step.ts";
import { el, figureRoot, hatch, uid } from "./svg.ts";
import type { Theme } from "./theme.ts";

export interface LayerStripOptions {
  width: number;
  /** As much as the layers need unless told. */
  height?: number;
  theme: Theme;
  selected: number;
  mode: ViewMode;
  /** Told of the layer clicked, or reached by arrow keys. */
  onSelect?: (layer: number) => void;
}

const HEAD = 20;
const LABEL = 66;
const COUNT = 62;

/** Height of a row: roomy for few layers, close for many. */
export function rowHeight(nLayers: number): number {
  return nLayers <= 6 ? 44 : nLayers <= 12 ? 34 : 24;
}

/** All layers one under the other, each on its own scale; those still to come are empty slots. */
export function layerStrip(
  sketches: readonly (LayerSketch | undefined)[],
  options: LayerStripOptions,
): SVGSVGElement {
  const { width, theme, selected, mode, onSelect } = options;
  const n = sketches.length;
  const height = options.height ?? HEAD + n * rowHeight(n) + 4;
  const row = (height - HEAD - 4) / Math.max(1, n);
  const pattern = uid("hatch");
  const done = sketches.filter((sketch) => sketch !== undefined).length;
  const root = figureRoot({
    width,
    height,
    theme,
    title: "Density of this sentence at every layer",
    description: `${done} of ${n} layers. ${sketches.map(sentenceOf).join(" ")}`,
  });
  const rows = sketches.map((sketch, layer) => slot(sketch, layer));
  const list = el(
    "g",
    onSelect ? { role: "listbox", tabindex: 0, "aria-label": "Layers", "data-focus": "layers" } : {},
    ...rows,
  );
  const active = rows[selected];
  if (onSelect && active) list.setAttribute("aria-activedescendant", active.id);
  list.addEventListener("keydown", (event) => {
    const next = step(event.key, selected, n);
    if (next === undefined) return;
    event.preventDefault();
    if (next !== selected) onSelect?.(next);
  });
  root.append(
    el("defs", {}, hatch(pattern, theme.tail, mode === "tails" ? 0.8 : 0.5)),
    el("text", { x: width - 10, y: 13, "text-anchor": "end", fill: theme.muted }, "in tails"),
    list,
  );
  return root;

  function slot(sketch: LayerSketch | undefined, layer: number): SVGGElement {
    const top = HEAD + layer * row;
    const on = layer === selected;
    const middle = top + row / 2 + 4;
    const frame = { left: LABEL, right: width - COUNT, top: top + 3, bottom: top + row - 3 };
    const group = el(
      "g",
      onSelect
        ? {
            id: uid("layer"),
            role: "option",
            "aria-selected": String(on),
            "aria-label": sentenceOf(sketch, layer),
            cursor: "pointer",
          }
        : {},
      el("title", {}, sentenceOf(sketch, layer)),
      el("rect", {
        x: 0,
        y: top,
        width,
        height: row,
        fill: on ? theme.selected : theme.background,
      }),
      on ? el("rect", { x: 0, y: top, width: 3, height: row, fill: theme.accent }) : undefined,
      el(
        "text",
        { x: 12, y: middle, fill: on ? theme.text : theme.muted, "font-weight": on ? 600 : 400 },
        `layer ${layer}`,
      ),
      el("line", {
        x1: frame.left,
        x2: frame.right,
        y1: frame.bottom,
        y2: frame.bottom,
        stroke: sketch ? theme.grid : theme.faded,
        "stroke-dasharray": sketch ? undefined : "2 4",
      }),
      sketch && layerRow(sketch, frame, mode, pattern, theme),
      el(
        "text",
        {
          x: width - 10,
          y: middle,
          "text-anchor": "end",
          fill: sketch ? theme.tail : theme.muted,
          "font-weight": on ? 600 : 400,
        },
        sketch ? formatCount(sketch.tailCount) : "…",
      ),
    );
    group.addEventListener("click", () => onSelect?.(layer));
    return group;
  }
}

function sentenceOf(sketch: LayerSketch | undefined, layer: number): string {
  if (!sketch) return `Layer ${layer}: not there yet.`;
  const { min, max } = sketch.sentence;
  return `Layer ${layer}: ${formatCount(sketch.tailCount)} of ${formatCount(sketch.count)} values in the tails, from ${formatValue(min)} to ${formatValue(max)}.`;
}
