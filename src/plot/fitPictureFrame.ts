import { type ScaleLinear, scaleLinear } from "d3-scale";
import { type Frame, linearTicks, xAxis } from "./axes.ts";
import { FIT_PICTURE_WORDS, type FitPictureWords } from "./fitPictureWords.ts";
import { LEGEND_ROW, type LegendEntry, legend, legendPlaces } from "./legend.ts";
import { el, figureRoot } from "./svg.ts";
import { fitText } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** How a picture of the Fit tab is drawn. */
export interface FitPictureOptions {
  width: number;
  height: number;
  theme: Theme;
  words?: FitPictureWords;
  /** Drawn on top of it where it is exported. */
  title?: string;
}

const PAD = 4;
const TITLE = 24;
const AXIS = 22;
/** Room for the name of the axis at its end. */
const NAME = 58;

export function wordsOf({ words = FIT_PICTURE_WORDS }: FitPictureOptions): FitPictureWords {
  return words;
}

/** The root of a picture, with what it shows for those who do not see it. `top` is where marks may begin. */
export function pictureRoot(
  { width, height, theme, title }: FitPictureOptions,
  what: { title: string; description: string },
): { root: SVGSVGElement; top: number } {
  const root = figureRoot({
    width,
    height,
    theme,
    title: title ?? what.title,
    description: what.description,
  });
  if (title === undefined) return { root, top: 0 };
  const text = fitText(title, 14, width - 2 * PAD);
  root.append(el("text", { x: PAD, y: 16, "font-size": 14, "font-weight": 600 }, text));
  return { root, top: TITLE };
}

export interface CurveFrame extends Frame {
  root: SVGSVGElement;
  x: ScaleLinear<number, number>;
}

/** A picture over an axis of values, its legend above. */
export function curveFrame(
  options: FitPictureOptions,
  what: { title: string; description: string },
  domain: readonly [number, number],
  entries: readonly LegendEntry[],
  left = PAD,
): CurveFrame {
  const { root, top } = pictureRoot(options, what);
  const { width, height, theme } = options;
  const labels = entries.map(({ label }) => label);
  const places = legendPlaces(labels, width - 2 * PAD, 11);
  const rows = places.length === 0 ? 0 : 1 + Math.max(...places.map(({ row }) => row));
  if (rows > 0) root.append(legend(entries, places, PAD, top + 8, theme));
  const frame = { left, right: width - PAD, top: top + rows * LEGEND_ROW + 6, bottom: height - AXIS };
  const x = scaleLinear([...domain], [frame.left, frame.right]);
  root.append(
    xAxis(
      linearTicks(x, 64).filter(({ at }) => at > frame.left + 8 && at < frame.right - NAME),
      frame.bottom,
      theme,
    ),
    el("line", { x1: frame.left, x2: frame.right, y1: frame.bottom, y2: frame.bottom, stroke: theme.muted }),
    el(
      "text",
      { x: frame.right, y: frame.bottom + 16, "text-anchor": "end", fill: theme.muted },
      wordsOf(options).value,
    ),
  );
  return { root, x, ...frame };
}

/** A line as a legend's swatch. */
export function swatch(stroke: string, width = 2, dash?: string): SVGElement[] {
  return [el("line", { x2: 16, y1: 5, y2: 5, stroke, "stroke-width": width, "stroke-dasharray": dash })];
}
