import type { ViewMode } from "../core/api.ts";
import { followLayer } from "./chosenLayer.ts";
import { dimensionTrace } from "./dimensionTrace.ts";
import { formatCount } from "./format.ts";
import { LIGHT_UP, type Pointed } from "./lightUp.ts";
import {
  AXIS,
  bandOf,
  HEAD,
  layerAt,
  type Sketches,
  type StackLayout,
  stackHeight,
  stackLayout,
  stackScale,
} from "./stackLayout.ts";
import { stackRidge } from "./stackRidge.ts";
import { STACK_WORDS, type StackWords } from "./stackWords.ts";
import { step } from "./step.ts";
import { el, figureRoot, hatch, uid } from "./svg.ts";
import { symlogTicks, tickText } from "./symlog.ts";
import type { Theme } from "./theme.ts";

export { type Sketches, stackHeight } from "./stackLayout.ts";
export { STACK_WORDS, type StackWords } from "./stackWords.ts";

export interface LayerStackOptions {
  width: number;
  /** `stackHeight(n)` unless told. */
  height?: number;
  theme: Theme;
  selected: number;
  mode: ViewMode;
  /** Told of the layer clicked, dragged to, or reached by keys. */
  onSelect?: ((layer: number) => void) | undefined;
  onPoint?: ((pointed: Pointed) => void) | undefined;
  /** Another sentence's layers: thin lines. */
  pinned?: Sketches | undefined;
  /** Drawn on top where it is exported. */
  title?: string | undefined;
  words?: StackWords;
}

const TITLE = 22;

/** All layers of a sentence as ridges, layer 0 on top, on one scale of values; those still to come are dashed lines. */
export function layerStack(sketches: Sketches, options: LayerStackOptions): SVGSVGElement {
  const { width, theme, mode, onSelect, onPoint, pinned = [], title } = options;
  const words = options.words ?? STACK_WORDS;
  const n = sketches.length;
  const height = options.height ?? stackHeight(n) + (title ? TITLE : 0);
  const layout = stackLayout(n, width, height - (title ? TITLE : 0));
  if (title) {
    layout.firstBase += TITLE;
    layout.bottom += TITLE;
  }
  const { left, right, bottom } = layout;
  const { x, linear } = stackScale([sketches, pinned], [left, right]);
  const columns = Float64Array.from({ length: Math.floor(right - left) + 1 }, (_, i) => x.invert(left + i));
  const pattern = uid("hatch");
  const readings = sketches.map((sketch, layer) => (sketch ? words.reading(sketch) : words.missing(layer)));
  const done = sketches.filter((sketch) => sketch !== undefined).length;
  const root = figureRoot({
    ...{ width, height, theme },
    title: title ?? words.title,
    description: `${words.description(done, n)} ${readings.join(" ")}`,
  });
  const style = { x, columns, mode, pattern, theme };
  const ridges = sketches.map((sketch, layer) => {
    const base = layout.firstBase + layer * layout.pitch;
    const text = { y: base, dy: "-0.1em" };
    return el(
      "g",
      { "data-layer": layer },
      el("rect", {
        ...{ x: left, y: base - layout.pitch, width: right - left, height: layout.pitch },
        ...{ fill: theme.accent, "fill-opacity": 0.14, visibility: "hidden", "data-glow": "" },
      }),
      el("line", {
        ...{ x1: left, x2: right, y1: base, y2: base },
        stroke: sketch ? theme.grid : theme.faded,
        "stroke-dasharray": sketch ? undefined : "2 4",
      }),
      sketch && stackRidge(sketch, pinned[layer], base, layout, style),
      el("text", { ...text, x: left - 8, "text-anchor": "end", fill: theme.muted }, `${layer}`),
      el(
        "text",
        { ...text, x: width - 10, "text-anchor": "end", fill: sketch ? theme.tail : theme.muted },
        sketch ? formatCount(sketch.tailCount) : "…",
      ),
    );
  });
  const bands = sketches.map((_, layer) => {
    const { top, height: tall } = bandOf(layout, layer);
    return el(
      "rect",
      {
        ...{ id: uid("layer"), x: 0, y: top, width, height: tall, fill: "transparent" },
        ...(onSelect ? { role: "option", "aria-selected": "false", cursor: "pointer" } : {}),
        ...(onSelect ? { "aria-label": readings[layer] } : {}),
      },
      el("title", {}, readings[layer]),
    );
  });
  const list = el(
    "g",
    onSelect ? { role: "listbox", tabindex: 0, "aria-label": words.list, "data-focus": "layers" } : {},
    ...bands,
  );
  const headY = HEAD - 10 + (title ? TITLE : 0);
  const band = selectedBand(layout, width, theme);
  const trace = dimensionTrace(sketches, layout, x, theme);
  root.append(
    el("defs", {}, hatch(pattern, theme.tail, mode === "tails" ? 0.85 : 0.5)),
    ...(title ? [el("text", { x: 12, y: 18, "font-size": 14, "font-weight": 600 }, title)] : []),
    el("text", { x: 8, y: headY, fill: theme.muted }, words.layer),
    el("text", { x: width - 10, y: headY, "text-anchor": "end", fill: theme.muted }, words.inTails),
    band.element,
    valueAxis(),
    ...ridges,
    trace.element,
    list,
  );
  root.dataset.lights = "";
  root.addEventListener(LIGHT_UP, (event) => trace.show((event as CustomEvent<Pointed>).detail.dimension));
  let selected = -1;
  const choose = (layer: number) => {
    look(ridges[selected], sketches[selected] ? theme.grid : theme.faded, false);
    look(ridges[layer], theme.accent, true);
    const [old, chosen] = [bands[selected], bands[layer]];
    selected = layer;
    band.show(chosen && layer);
    if (!onSelect) return;
    old?.setAttribute("aria-selected", "false");
    chosen?.setAttribute("aria-selected", "true");
    if (chosen) list.setAttribute("aria-activedescendant", chosen.id);
  };
  choose(options.selected);
  followLayer(root, choose);
  if (onSelect) listen(root, list, layout, { n, selected: () => selected, onSelect });
  bands.forEach((rect, layer) => {
    rect.addEventListener("pointerenter", () => onPoint?.({ layer }));
  });
  root.addEventListener("pointerleave", () => onPoint?.({}));
  return root;

  function look(ridge: SVGGElement | undefined, baseline: string, on: boolean): void {
    ridge?.querySelector("line")?.setAttribute("stroke", baseline);
    const name = ridge?.querySelector("text");
    name?.setAttribute("fill", on ? theme.accent : theme.muted);
    name?.setAttribute("font-weight", on ? "600" : "400");
    for (const line of ridge?.querySelectorAll("[data-strong]") ?? [])
      line.setAttribute("stroke-width", on ? "1.9" : "1.2");
  }

  function valueAxis(): SVGGElement {
    const powers = symlogTicks(x, linear, 28);
    const values = powers.length < 3 ? symlogTicks(x, linear, 28, [1, 2, 5]) : powers;
    const ticks = values.map((value) => ({ value, at: x(value) }));
    return el(
      "g",
      { fill: theme.muted, "text-anchor": "middle" },
      ...ticks.flatMap(({ at, value }) => [
        el("line", { x1: at, x2: at, y1: HEAD, y2: bottom + 4, stroke: theme.grid }),
        el("text", { x: at, y: bottom + 16 }, tickText(value)),
      ]),
      el("text", { x: width - 10, y: bottom + AXIS - 8, "text-anchor": "end" }, words.axis),
    );
  }
}

/** Behind the layer that is looked at. */
function selectedBand(layout: StackLayout, width: number, theme: Theme) {
  const { height } = bandOf(layout, 0);
  const element = el(
    "g",
    {},
    el("rect", { width, height, fill: theme.selected }),
    el("rect", { width: 3, height, fill: theme.accent }),
  );
  return {
    element,
    show(layer: number | undefined): void {
      element.setAttribute("visibility", layer === undefined ? "hidden" : "visible");
      element.setAttribute("transform", `translate(0,${bandOf(layout, layer ?? 0).top})`);
    },
  };
}

interface Choosing {
  n: number;
  selected: () => number;
  onSelect: (layer: number) => void;
}

/** Keys, clicks and drags. A drag outlives this drawing: what it chooses may be drawn anew in its place. */
function listen(
  root: SVGSVGElement,
  list: SVGGElement,
  layout: StackLayout,
  { n, selected, onSelect }: Choosing,
): void {
  list.addEventListener("keydown", (event) => {
    const next = step(event.key, selected(), n);
    if (next === undefined) return;
    event.preventDefault();
    if (next !== selected()) onSelect(next);
  });
  root.style.userSelect = "none";
  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const box = root.getBoundingClientRect();
    const zoom = root.viewBox.baseVal.height / box.height;
    let last = selected();
    const choose = ({ clientY }: PointerEvent) => {
      const layer = layerAt(layout, (clientY - box.top) * zoom, n);
      if (layer !== last) onSelect(layer);
      last = layer;
    };
    const page = root.ownerDocument;
    const stop = new AbortController();
    const { signal } = stop;
    choose(event);
    page.addEventListener("pointermove", (move) => move.pointerId === event.pointerId && choose(move), {
      signal,
    });
    for (const end of ["pointerup", "pointercancel"])
      page.addEventListener(end, () => stop.abort(), { signal });
  });
}

/** A row for each layer that is there. */
export function stackTable(sketches: Sketches): (string | number)[][] {
  const rows = sketches
    .filter((sketch) => sketch !== undefined)
    .map(({ layer, count, tailCount, cutoffs, sentence }) => [
      ...[layer, count, tailCount, cutoffs.left, cutoffs.right, sentence.min, sentence.max],
    ]);
  return [["layer", "values", "in_tails", "left_cutoff", "right_cutoff", "least", "greatest"], ...rows];
}
