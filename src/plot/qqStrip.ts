import type { LayerPicture } from "../core/api.ts";
import { formatCount, formatValue } from "./format.ts";
import { el, figureRoot, hatch, uid } from "./svg.ts";
import { symlogScale, symlogTicks, tickText } from "./symlog.ts";
import { textWidth } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

/** What the strip says, in English. */
export const QQ_WORDS = {
  title: (layer: number) => `Quantiles of layer ${layer}'s values against its fitted logistic`,
  description: (picture: LayerPicture) => {
    const { least, greatest, low, high } = farthest(picture);
    return `The logistic likeliest for these ${formatCount(picture.count)} values has its centre at ${formatValue(picture.logistic.location)} and scale ${formatValue(picture.logistic.scale)}. On the diagonal the values are as it says; beyond it they are heavier. Where it has its outermost quantiles at ${formatValue(low)} and ${formatValue(high)}, the values are at ${formatValue(least)} and ${formatValue(greatest)}.`;
  },
  x: "fitted logistic →",
  y: "↑ values",
  flat: "all values are equal",
};

export type QqWords = typeof QQ_WORDS;

export interface QqOptions {
  width: number;
  height: number;
  theme: Theme;
  title?: string;
  words?: QqWords;
}

const TITLE = 26;
const STEPS = [1, 2, 5];

/** The values' quantiles against those of the logistic fitted to them: where they leave the diagonal they are heavier. */
export function qqStrip(picture: LayerPicture, options: QqOptions): SVGSVGElement {
  const { width, height, theme, title, words = QQ_WORDS } = options;
  const root = figureRoot({
    ...{ width, height, theme },
    title: title ?? words.title(picture.layer),
    description: words.description(picture),
  });
  if (title) root.append(el("text", { x: 12, y: 20, "font-size": 14, "font-weight": 600 }, title));
  const points = qqPoints(picture);
  const frame = { left: 58, right: width - 18, top: (title ? TITLE : 0) + 8, bottom: height - 22 };
  const { left, right, top, bottom } = frame;
  if (points.length === 0 || picture.logistic.scale <= 0) {
    root.append(el("text", { x: left, y: (top + bottom) / 2, fill: theme.muted }, words.flat));
    return root;
  }
  // Both axes bend alike, about the fitted range: the diagonal stays straight however far the values go.
  const linear = Math.max(Math.abs(points[0]!.logistic), Math.abs(points.at(-1)!.logistic)) || 1;
  const extent = (pick: (point: QqPoint) => number): [number, number] => [
    pick(points[0]!),
    pick(points.at(-1)!),
  ];
  const fitted = extent(({ logistic }) => logistic);
  const seen = extent(({ value }) => value);
  const x = symlogScale(fitted, [left + 4, right - 4], linear);
  const range: [number, number] = [Math.min(fitted[0], seen[0]), Math.max(fitted[1], seen[1])];
  const y = symlogScale(range, [bottom - 3, top + 3], linear);
  const pattern = uid("hatch");
  const inFrame = (at: number) => Math.max(top, Math.min(bottom, at));
  const bands = [
    [top, inFrame(y(picture.cutoffs.right))],
    [inFrame(y(picture.cutoffs.left)), bottom],
  ] as const;
  const tick = (value: number) => [
    el("line", { x1: left, x2: right, y1: y(value), y2: y(value), stroke: theme.grid }),
    el("text", { x: left - 6, y: y(value), dy: "0.32em", "text-anchor": "end" }, tickText(value)),
  ];
  const inTails = ({ value }: QqPoint) => value <= picture.cutoffs.left || value >= picture.cutoffs.right;
  const dots = (of: readonly QqPoint[]) =>
    of.map(({ logistic, value }) => `M${tenth(x(logistic))},${tenth(y(value))}h0`).join("");
  root.append(
    el("defs", {}, hatch(pattern, theme.tail, 0.3)),
    ...bands.flatMap(([from, to]) => {
      const band = { x: left, y: from, width: right - left, height: Math.max(0, to - from) };
      return [
        el("rect", { ...band, fill: theme.tailSoft }),
        el("rect", { ...band, fill: `url(#${pattern})` }),
      ];
    }),
    el("g", { fill: theme.muted }, ...symlogTicks(y, linear / 4, 16, STEPS).flatMap(tick)),
    el(
      "g",
      { fill: theme.muted, "text-anchor": "middle" },
      ...symlogTicks(x, linear / 10, 48, STEPS)
        .filter((value) => x(value) < right - textWidth(words.x, 11) - 24)
        .map((value) => el("text", { x: x(value), y: bottom + 15 }, tickText(value))),
    ),
    el("line", { x1: left, x2: right, y1: bottom, y2: bottom, stroke: theme.muted }),
    el("line", {
      ...{ x1: x(fitted[0]), y1: y(fitted[0]), x2: x(fitted[1]), y2: y(fitted[1]) },
      ...{ stroke: theme.accent, "stroke-width": 1.25, "stroke-dasharray": "5 3" },
    }),
    dotPath(dots(points.filter((point) => !inTails(point))), theme.sentence, 3),
    dotPath(dots(points.filter(inTails)), theme.tail, 5),
    el("text", { x: right, y: bottom + 15, "text-anchor": "end", fill: theme.muted }, words.x),
    el("text", { x: left + 4, y: top + 9, fill: theme.muted }, words.y),
  );
  return root;
}

export interface QqPoint {
  /** The share of values below. */
  p: number;
  logistic: number;
  value: number;
}

/** Each quantile of the values beside the logistic's of the same share: location + scale · ln(p / (1 − p)). */
export function qqPoints({ quantiles, logistic: { location, scale } }: LayerPicture): QqPoint[] {
  return Array.from(quantiles, (value, i) => {
    const p = (i + 0.5) / quantiles.length;
    return { p, logistic: location + scale * Math.log(p / (1 - p)), value };
  });
}

export function qqTable(picture: LayerPicture): (string | number)[][] {
  return [
    ["share_below", "fitted_logistic", "value"],
    ...qqPoints(picture).map(({ p, logistic, value }) => [p, logistic, value]),
  ];
}

function farthest(picture: LayerPicture) {
  const points = qqPoints(picture);
  const [first, last] = [points[0], points.at(-1)];
  return {
    least: first?.value ?? 0,
    greatest: last?.value ?? 0,
    low: first?.logistic ?? 0,
    high: last?.logistic ?? 0,
  };
}

function dotPath(d: string, stroke: string, size: number): SVGPathElement {
  return el("path", { d, stroke, "stroke-width": size, "stroke-linecap": "round" });
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
