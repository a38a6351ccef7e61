import type { LayerPicture } from "../core/api.ts";
import type { Frame } from "./axes.ts";
import { areaPath, linePath, type Scale } from "./curvePath.ts";
import { el, uid } from "./svg.ts";
import type { Theme } from "./theme.ts";

export interface Scales {
  domain: readonly [number, number];
  x: Scale;
  y: Scale;
}

/** Stretches of the x axis in pixels. */
export type Spans = readonly (readonly [number, number])[];

interface Ink {
  pooled: string;
  predicted: string;
  sentence: string;
}

/** Pooled reference filled, predicted class as a line (where there are), the sentence as the strong line, within some stretches. */
export function densityCurves(
  picture: LayerPicture,
  { domain, x, y }: Scales,
  frame: Frame,
  spans: Spans,
  ink: Ink,
  theme: Theme,
): SVGGElement {
  const clip = uid("clip");
  const { pooled, predicted } = picture;
  const sentence = linePath(picture.sentence, domain, x, y);
  return el(
    "g",
    { "clip-path": `url(#${clip})`, fill: "none", "stroke-linejoin": "round" },
    clipSpans(clip, spans, frame),
    pooled && el("path", { d: areaPath(pooled, domain, x, y, frame.bottom), fill: ink.pooled }),
    predicted &&
      el("path", { d: linePath(predicted, domain, x, y), stroke: ink.predicted, "stroke-width": 1.75 }),
    el("path", { d: sentence, stroke: theme.background, "stroke-width": 5, "stroke-opacity": 0.8 }),
    el("path", { d: sentence, stroke: ink.sentence, "stroke-width": 2.5 }),
  );
}

/** What lies under the sentence's own curve in the tails, in the tails' colour and hatching. */
export function tailAreas(
  picture: LayerPicture,
  { domain, x, y }: Scales,
  frame: Frame,
  spans: Spans,
  style: { fill: string; opacity: number; pattern: string },
): SVGGElement {
  const clip = uid("clip");
  const d = areaPath(picture.sentence, domain, x, y, frame.bottom);
  return el(
    "g",
    { "clip-path": `url(#${clip})` },
    clipSpans(clip, spans, frame),
    el("path", { d, fill: style.fill, "fill-opacity": style.opacity }),
    el("path", { d, fill: `url(#${style.pattern})` }),
  );
}

function clipSpans(id: string, spans: Spans, { top, bottom }: Frame): SVGClipPathElement {
  const boxes = spans.map(([from, to]) =>
    el("rect", { x: from, y: top, width: Math.max(0, to - from), height: bottom - top }),
  );
  return el("clipPath", { id }, ...boxes);
}
