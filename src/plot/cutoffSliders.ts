import type { TailCutoffs } from "../core/tails.ts";
import type { Frame } from "./axes.ts";
import { cutoffKey, type Side } from "./cutoffMove.ts";
import type { DensityWords } from "./densityWords.ts";
import { heldCutoff, holdCutoff } from "./heldCutoffs.ts";
import { el } from "./svg.ts";
import type { Theme } from "./theme.ts";

const SIDES: readonly Side[] = ["left", "right"];
/** Least size of what a finger must hit. */
const GRAB = 24;
const KNOB = { width: 10, height: 22 };

export interface SliderOptions {
  root: SVGSVGElement;
  layer: number;
  cutoffs: TailCutoffs;
  domain: readonly [number, number];
  x: { (value: number): number; invert: (at: number) => number };
  /** Of the lines, top to bottom. */
  frame: Frame;
  /** How many values lie at or beyond a cut-off. */
  beyond: (side: Side, value: number) => number;
  theme: Theme;
  words: DensityWords;
  show: (cutoffs: TailCutoffs) => void;
  onFixed: (cutoffs: TailCutoffs, done: boolean) => void;
}

/** A handle on each cut-off line, for pointer and keyboard; one that is off the axis waits at its edge. */
export function cutoffSliders(options: SliderOptions) {
  const { root, layer, domain, x, frame, beyond, theme, words, onFixed } = options;
  let current = options.cutoffs;
  const knobTop = frame.top + Math.max(4, (frame.bottom - frame.top) * 0.28 - KNOB.height / 2);
  const handles = SIDES.map((side) => {
    const slider = el(
      "g",
      {
        ...{ role: "slider", tabindex: 0, cursor: "ew-resize", "data-focus": `cutoff-${side}` },
        ...{ "aria-label": words.cutoffName(side), "aria-orientation": "horizontal" },
        ...{ "aria-valuemin": domain[0], "aria-valuemax": domain[1] },
      },
      el("rect", {
        ...{ x: -GRAB / 2, y: frame.top, width: GRAB, height: frame.bottom - frame.top, fill: "transparent" },
      }),
      el("rect", {
        ...{ x: -KNOB.width / 2, y: knobTop, rx: 5, ...KNOB },
        ...{ fill: theme.background, stroke: theme.tail, "stroke-width": 1.5 },
      }),
      el("path", {
        d: `M-1.5,${knobTop + 7}v8m3,-8v8`,
        stroke: theme.tail,
      }),
    );
    Object.assign(slider.style, { outlineOffset: "-2px", touchAction: "none" });
    slider.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      slider.focus();
      const box = root.getBoundingClientRect();
      const zoom = root.viewBox.baseVal.width / box.width;
      const at = (clientX: number) => (clientX - box.left) * zoom;
      const grip = at(event.clientX) - place(side);
      const page = root.ownerDocument;
      const hold = holdCutoff(taken(side), page, ["pointerup", "pointercancel"], onFixed);
      const move = (moved: PointerEvent) => {
        if (moved.pointerId === event.pointerId) hold.put(x.invert(at(moved.clientX) - grip));
      };
      page.addEventListener("pointermove", move, { signal: hold.signal });
    });
    slider.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const held = heldCutoff(layer);
      const next = cutoffKey(event.key, held?.cutoffs ?? current, side, held?.domain ?? domain);
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      holdCutoff(taken(side), root.ownerDocument, ["keyup"], onFixed).put(next[side]);
    });
    return slider;
  });
  const place = (side: Side) => Math.max(frame.left, Math.min(frame.right, x(current[side])));
  const taken = (side: Side) => ({ layer, side, cutoffs: current, domain, show: options.show });
  const show = (cutoffs: TailCutoffs) => {
    current = cutoffs;
    SIDES.forEach((side, i) => {
      const slider = handles[i]!;
      slider.setAttribute("transform", `translate(${place(side)},0)`);
      slider.setAttribute("aria-valuenow", String(current[side]));
      slider.setAttribute("aria-valuetext", words.cutoffText(current[side], beyond(side, current[side])));
    });
  };
  show(current);
  return { element: el("g", { "data-transient": "" }, ...handles), show };
}
