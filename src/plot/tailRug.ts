import { leastIndex } from "d3-array";
import type { TailValue } from "../core/seams.ts";
import type { Frame } from "./axes.ts";
import type { DensityWords } from "./densityWords.ts";
import { dodge } from "./dodge.ts";
import type { Pointed } from "./lightUp.ts";
import { rugLabels } from "./rugLabels.ts";
import { step } from "./step.ts";
import { el, pointerIn, uid } from "./svg.ts";
import { tailReadout } from "./tailReadout.ts";
import type { Theme } from "./theme.ts";

/** Dots on up to three rows, and their dimensions under them. */
export const RUG_HEIGHT = 42;
const LABEL_Y = 35;
const LABEL_SIZE = 10;
const ROWS = 3;
const RADIUS = 2.6;
/** More marks than this are drawn smaller. */
const CROWD = 60;
/** How near the pointer must come to a mark, pixels. */
const NEAR = 18;

export interface RugOptions {
  x: (value: number) => number;
  frame: Frame;
  theme: Theme;
  words: DensityWords;
  /** Where no label may stand. */
  lines: readonly number[];
  /** Of another sentence: ticks, not to be read. */
  pinned?: readonly TailValue[] | undefined;
  onTail?: ((tail: TailValue | undefined) => void) | undefined;
  onPoint?: ((pointed: Pointed) => void) | undefined;
}

/**
 * A needle with a dot under the curves for each tail value on the axis, the greatest with their dimensions; pointer, arrow
 * keys, Home and End read them. `tails`: greatest magnitude first.
 */
export function tailRug(root: SVGSVGElement, tails: readonly TailValue[], options: RugOptions): SVGGElement {
  const { x, frame, theme, words, lines, pinned = [], onTail, onPoint } = options;
  const onAxis = ({ value }: TailValue) => x(value) >= frame.left - 0.5 && x(value) <= frame.right + 0.5;
  const byMagnitude = tails.filter(onAxis);
  const sorted = [...byMagnitude].sort((a, b) => a.value - b.value);
  const xs = sorted.map(({ value }) => x(value));
  const radius = sorted.length > CROWD ? RADIUS * 0.7 : RADIUS;
  const rows = dodge(xs, 2 * radius + 0.8, ROWS);
  const readout = tailReadout({ ...frame, bottom: frame.bottom + RUG_HEIGHT - 3 }, theme);
  const ids = sorted.map(() => uid("tail"));
  const marks = sorted.map((tail, i) => {
    const cy = frame.bottom + 7 + rows[i]! * 7;
    const needle = { x1: xs[i], x2: xs[i], y1: frame.bottom, y2: cy };
    const halo = { fill: "none", stroke: theme.accent, "stroke-width": 2, visibility: "hidden" };
    return el(
      "g",
      { id: ids[i], role: "option", "aria-label": words.tail(tail), "data-dimension": tail.dimension },
      el("title", {}, words.tail(tail)),
      el("line", { ...needle, stroke: theme.tail, "stroke-opacity": 0.55 }),
      el("circle", { cx: xs[i], cy, r: radius, fill: theme.tail }),
      el("circle", { cx: xs[i], cy, r: RADIUS * 2.2, ...halo, "data-glow": "" }),
    );
  });
  const texts = sorted.map(({ dimension }) => String(dimension));
  const order = byMagnitude.map((tail) => sorted.indexOf(tail));
  const labels = rugLabels(xs, texts, order, [frame.left, frame.right], LABEL_SIZE, lines).map(
    ({ index, x: at }) => el("text", { x: at, y: frame.bottom + LABEL_Y }, texts[index]),
  );
  const ticks = pinned.filter(onAxis).map(({ value }) => `M${x(value).toFixed(1)},${frame.bottom}v-7`);

  let current: number | undefined;
  const point = (next: number | undefined) => {
    if (next === current) return;
    if (current !== undefined) mark(marks[current]!, radius, theme.tail);
    if (next !== undefined) mark(marks[next]!, RADIUS * 1.8, theme.accent);
    current = next;
    const tail = next === undefined ? undefined : sorted[next];
    readout.show(tail && words.tail(tail), next === undefined ? 0 : xs[next]!);
    if (next === undefined) list.removeAttribute("aria-activedescendant");
    else list.setAttribute("aria-activedescendant", ids[next]!);
    onTail?.(tail);
    onPoint?.(tail ? { dimension: tail.dimension } : {});
  };
  const list = el(
    "g",
    sorted.length === 0
      ? {}
      : { tabindex: 0, role: "listbox", "aria-label": words.tailList, "data-focus": "tail-values" },
    ...marks,
  );
  list.style.outlineOffset = "3px";
  list.addEventListener("keydown", (event) => {
    const next = step(event.key, current, sorted.length);
    if (next === undefined) return;
    event.preventDefault();
    point(next);
  });
  list.addEventListener("focus", () => point(current ?? 0));
  list.addEventListener("blur", () => point(undefined));
  root.addEventListener("pointermove", (event) => {
    if (event.buttons !== 0) return; // a line is dragged, or a stretch brushed
    const at = pointerIn(root, event);
    const near = leastIndex(xs, (a, b) => Math.abs(a - at.x) - Math.abs(b - at.x));
    const close = near !== undefined && near >= 0 && Math.abs(xs[near]! - at.x) <= NEAR;
    point(close && at.y >= frame.top && at.y <= frame.bottom + RUG_HEIGHT ? near : undefined);
  });
  root.addEventListener("pointerleave", () => point(undefined));
  return el(
    "g",
    {},
    el("path", { d: ticks.join(""), stroke: theme.pinned, "stroke-width": 1.25 }),
    el(
      "g",
      { fill: theme.tail, "font-size": LABEL_SIZE, "text-anchor": "middle", "aria-hidden": "true" },
      ...labels,
    ),
    list,
    readout.element,
  );
}

function mark(group: SVGGElement, radius: number, color: string): void {
  const dot = group.querySelector("circle");
  dot?.setAttribute("r", String(radius));
  dot?.setAttribute("fill", color);
}
