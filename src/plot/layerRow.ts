import { max } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import type { LayerSketch, ViewMode } from "../core/api.ts";
import type { Frame } from "./axes.ts";
import { areaPath, linePath } from "./curvePath.ts";
import { el, uid } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** Decades of density shown under a layer's peak. */
const DECADES = 3;

/** The curve of one layer in its frame, on its own scales: logarithmic upward, its own range of values across. */
export function layerRow(
  { sentence, cutoffs }: LayerSketch,
  frame: Frame,
  mode: ViewMode,
  pattern: string,
  theme: Theme,
): SVGGElement {
  const domain: [number, number] = [sentence.min, sentence.max];
  const peak = max(sentence.y) || 1;
  const floor = peak / 10 ** DECADES;
  const x = scaleLinear(domain, [frame.left, frame.right]);
  const log = scaleLog([floor, peak], [frame.bottom, frame.top]);
  const y = (density: number) => log(Math.max(density, floor / 10));
  const d = areaPath(sentence, domain, x, y, frame.bottom);
  const outline = linePath(sentence, domain, x, y);
  const clip = uid("clip");
  const whole = uid("clip");
  const inFrame = (value: number) => Math.min(frame.right, Math.max(frame.left, x(value)));
  const [left, right] = [inFrame(cutoffs.left), inFrame(cutoffs.right)];
  const box = (from: number, to: number) =>
    el("rect", {
      x: from,
      y: frame.top - 2,
      width: Math.max(0, to - from),
      height: frame.bottom - frame.top + 2,
    });
  const quiet = mode === "tails";
  return el(
    "g",
    { "stroke-linejoin": "round", "clip-path": `url(#${whole})` },
    el("clipPath", { id: clip }, box(frame.left, left), box(right, frame.right)),
    el("clipPath", { id: whole }, box(frame.left, frame.right)),
    el("path", { d, fill: quiet ? theme.grid : theme.pooled }),
    line(quiet ? theme.faded : theme.sentence),
    el(
      "g",
      { "clip-path": `url(#${clip})` },
      el("path", { d, fill: theme.tailSoft }),
      el("path", { d, fill: `url(#${pattern})` }),
      line(theme.tail),
    ),
  );

  function line(stroke: string): SVGPathElement {
    return el("path", { d: outline, fill: "none", stroke, "stroke-width": 1.4 });
  }
}
