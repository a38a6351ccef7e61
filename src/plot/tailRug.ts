import { leastIndex } from "d3-array";
import type { TailValue } from "../core/seams.ts";
import type { Frame } from "./axes.ts";
import { dodge } from "./dodge.ts";
import { step } from "./step.ts";
import { el, pointerIn, uid } from "./svg.ts";
import { tailReadout, tailText } from "./tailReadout.ts";
import type { Theme } from "./theme.ts";

export const RUG_HEIGHT = 28;
const ROWS = 3;
const RADIUS = 2.6;
/** More marks than this are drawn smaller. */
const CROWD = 60;
/** How near the pointer must come to a mark, pixels. */
const NEAR = 18;

interface RugOptions {
  x: (value: number) => number;
  frame: Frame;
  theme: Theme;
  onTail: ((tail: TailValue | undefined) => void) | undefined;
}

/** A needle with a dot under the curves for each tail value; pointer, arrow keys, Home and End read them. */
export function tailRug(root: SVGSVGElement, tails: readonly TailValue[], options: RugOptions): SVGGElement {
  const { x, frame, theme, onTail } = options;
  const sorted = [...tails].sort((a, b) => a.value - b.value);
  const xs = sorted.map(({ value }) => x(value));
  const radius = sorted.length > CROWD ? RADIUS * 0.7 : RADIUS;
  const rows = dodge(xs, 2 * radius + 0.8, ROWS);
  const readout = tailReadout({ ...frame, bottom: frame.bottom + RUG_HEIGHT - 3 }, theme);
  const ids = sorted.map(() => uid("tail"));
  const marks = sorted.map((tail, i) => {
    const cy = frame.bottom + 7 + rows[i]! * 7;
    return el(
      "g",
      { id: ids[i], role: "option", "aria-label": tailText(tail) },
      el("title", {}, tailText(tail)),
      el("line", {
        x1: xs[i],
        x2: xs[i],
        y1: frame.bottom,
        y2: cy,
        stroke: theme.tail,
        "stroke-opacity": 0.55,
      }),
      el("circle", { cx: xs[i], cy, r: radius, fill: theme.tail }),
    );
  });

  let current: number | undefined;
  const point = (next: number | undefined) => {
    if (next === current) return;
    if (current !== undefined) mark(marks[current]!, radius, theme.tail);
    if (next !== undefined) mark(marks[next]!, RADIUS * 1.8, theme.accent);
    current = next;
    const tail = next === undefined ? undefined : sorted[next];
    readout.show(tail, next === undefined ? 0 : xs[next]!);
    if (next === undefined) list.removeAttribute("aria-activedescendant");
    else list.setAttribute("aria-activedescendant", ids[next]!);
    onTail?.(tail);
  };
  const list = el(
    "g",
    sorted.length === 0
      ? {}
      : { tabindex: 0, role: "listbox", "aria-label": "Tail values", "data-focus": "tail-values" },
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
    const at = pointerIn(root, event);
    const near = leastIndex(xs, (a, b) => Math.abs(a - at.x) - Math.abs(b - at.x));
    const close = near !== undefined && near >= 0 && Math.abs(xs[near]! - at.x) <= NEAR;
    point(close && at.y >= frame.top && at.y <= frame.bottom + RUG_HEIGHT ? near : undefined);
  });
  root.addEventListener("pointerleave", () => point(undefined));
  return el("g", {}, list, readout.element);
}

function mark(group: SVGGElement, radius: number, color: string): void {
  const dot = group.querySelector("circle");
  dot?.setAttribute("r", String(radius));
  dot?.setAttribute("fill", color);
}
