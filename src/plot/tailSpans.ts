import type { TailCutoffs } from "../core/tails.ts";
import type { Frame } from "./axes.ts";
import type { CutoffPlace } from "./densityDomain.ts";
import { el, uid } from "./svg.ts";
import type { Theme } from "./theme.ts";

interface SpanOptions {
  frame: Frame;
  /** How far the tails' ground and the lines go down under the frame. */
  depth: number;
  x: (value: number) => number;
  theme: Theme;
}

/** The stretches left and right of the cut-offs, and their lines: all that moves when one is dragged. */
export function tailSpans({ frame, depth, x, theme }: SpanOptions) {
  const { left, right, top, bottom } = frame;
  const [bulkId, tailId] = [uid("clip"), uid("clip")];
  const box = { y: top, height: bottom - top };
  const bulk = el("rect", box);
  const tails = [el("rect", { x: left, ...box }), el("rect", box)] as const;
  const ground = { y: top, height: bottom + depth - top, fill: theme.tailSoft };
  const grounds = [el("rect", { x: left, ...ground }), el("rect", ground)] as const;
  const lines = [0, 1].map(() =>
    el("line", { y1: top - 3, y2: bottom + depth, stroke: theme.tail, "stroke-width": 1.25 }),
  );
  const inFrame = (value: number) => Math.min(right, Math.max(left, x(value)));
  return {
    clips: [el("clipPath", { id: bulkId }, bulk), el("clipPath", { id: tailId }, ...tails)],
    bulkClip: `url(#${bulkId})`,
    tailClip: `url(#${tailId})`,
    grounds,
    lines,
    /** Pixels between the cut-offs. */
    middle: (cutoffs: TailCutoffs): [number, number] => [inFrame(cutoffs.left), inFrame(cutoffs.right)],
    show(cutoffs: readonly [CutoffPlace, CutoffPlace]): void {
      const [from, to] = [inFrame(cutoffs[0].value), inFrame(cutoffs[1].value)];
      for (const [start, end] of [[tails[0], tails[1]], grounds]) {
        start!.setAttribute("width", String(from - left));
        end!.setAttribute("x", String(to));
        end!.setAttribute("width", String(right - to));
      }
      bulk.setAttribute("x", String(from));
      bulk.setAttribute("width", String(Math.max(0, to - from)));
      cutoffs.forEach(({ value, found, place }, i) => {
        const line = lines[i]!;
        line.setAttribute("x1", String(x(value)));
        line.setAttribute("x2", String(x(value)));
        line.setAttribute("visibility", place === "inside" ? "visible" : "hidden");
        line.setAttribute("stroke-dasharray", found ? "none" : "2 3");
      });
    },
  };
}
