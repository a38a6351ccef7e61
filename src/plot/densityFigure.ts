import { scaleLinear, scaleLog } from "d3-scale";
import type { LayerPicture, ViewMode } from "../core/api.ts";
import type { TailValue } from "../core/seams.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { type Frame, linearTicks, powerTicks, xAxis, yAxis } from "./axes.ts";
import { cutoffLabels, drawCutoffLabels, LABEL_ROW } from "./cutoffLabels.ts";
import { cutoffSliders } from "./cutoffSliders.ts";
import { densityCurves, densityPaths } from "./densityCurves.ts";
import { densityDomain, placeCutoffs } from "./densityDomain.ts";
import { densityLegend } from "./densityLegend.ts";
import { DENSITY_WORDS, type DensityWords } from "./densityWords.ts";
import { heldCutoff } from "./heldCutoffs.ts";
import { LEGEND_ROW, legend, legendPlaces } from "./legend.ts";
import type { Pointed } from "./lightUp.ts";
import { rugWords } from "./rugWords.ts";
import { el, figureRoot, hatch, uid } from "./svg.ts";
import { RUG_HEIGHT, tailRug } from "./tailRug.ts";
import { tailSpans } from "./tailSpans.ts";
import { playMorph } from "./tailsMorph.ts";
import { fitText } from "./textWidth.ts";
import type { Theme } from "./theme.ts";
import type { Stretch } from "./zoom.ts";
import { zoomBrush } from "./zoomBrush.ts";

export { DENSITY_WORDS, type DensityWords } from "./densityWords.ts";

export interface DensityOptions {
  width: number;
  height: number;
  theme: Theme;
  /** Name of the predicted class, as `shortLabel` gives it; none without an atlas. */
  predictedLabel?: string | undefined;
  mode: ViewMode;
  /** `log` unless told. */
  yScale?: "log" | "linear";
  title?: string;
  /** Names of `picture.classes`, one each in their order, or those of all classes of the atlas. */
  classLabels?: readonly string[] | undefined;
  /** What the pinned sentence is called. */
  pinnedLabel?: string | undefined;
  /** The stretch of values on show; all unless told. */
  zoom?: Stretch | undefined;
  /** Told of the tail value under the pointer or the keyboard's cursor, and of none when it leaves. */
  onTail?: ((tail: TailValue | undefined) => void) | undefined;
  /** Told of a stretch to show, or of undefined for all. Without it the figure does not zoom. */
  onZoom?: ((zoom: Stretch | undefined) => void) | undefined;
  /** Told of the cut-offs while one is moved, and once it is let go. Without it they stay where they are. */
  onFixed?: ((cutoffs: TailCutoffs, done: boolean) => void) | undefined;
  onPoint?: ((pointed: Pointed) => void) | undefined;
  /** The drawing on show: where only the mode is another, what is thrown away falls, or comes back. */
  morphFrom?: SVGSVGElement | undefined;
  words?: DensityWords;
}

const MARGIN = { top: 12, right: 18, left: 42, bottom: 38 };
const TITLE_ROW = 22;

/** One layer: pooled reference, classes, pinned and typed sentence, with the tails lit. */
export function densityFigure(picture: LayerPicture, options: DensityOptions): SVGSVGElement {
  const { width, height, theme, mode, yScale = "log", title, zoom, onFixed, onZoom } = options;
  const words = options.words ?? DENSITY_WORDS;
  const held = onFixed && heldCutoff(picture.layer);
  const cutoffs = held?.cutoffs ?? picture.cutoffs;
  const whole = densityDomain(picture, yScale);
  const stretch = held?.domain ?? zoom;
  const domain = stretch ? densityDomain(picture, yScale, stretch) : whole;
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const x = scaleLinear(domain.x, [left, right]);
  const pattern = uid("hatch");

  const labelsOf = (at: TailCutoffs) =>
    cutoffLabels(placeCutoffs(at, picture.predicted, domain.x), x, [left + 34, right], words);
  const names = {
    predicted: options.predictedLabel,
    classes: classNames(picture, options.classLabels),
    pinned: options.pinnedLabel,
  };
  const entries = densityLegend(picture, names, { theme, pattern, words });
  const places = legendPlaces(
    entries.map(({ label }) => label),
    width - 2 * MARGIN.top,
    11,
  );
  const legendTop = MARGIN.top + (title ? TITLE_ROW : 0);
  const legendRows = 1 + Math.max(...places.map(({ row }) => row));
  // lines that can be moved may come to meet: the second row is there from the start
  const labelRows = onFixed ? 2 : 1 + Math.max(...labelsOf(cutoffs).map(({ row }) => row));
  const frame: Frame = {
    left,
    right,
    top: legendTop + legendRows * LEGEND_ROW + 6 + labelRows * LABEL_ROW,
    bottom: height - MARGIN.bottom - RUG_HEIGHT,
  };
  const y = (yScale === "log" ? scaleLog : scaleLinear)(domain.y, [frame.bottom, frame.top]);
  const ticks =
    yScale === "log"
      ? powerTicks(domain.y, y, 22)
      : linearTicks(scaleLinear(domain.y, [frame.bottom, frame.top]), 36);
  const deep = yScale === "log" ? domain.y[0] / 30 : 0;
  const scales = { domain: domain.x, x, y: (density: number) => y(Math.max(density, deep)) };
  const paths = densityPaths(picture, scales, frame);
  const lit = mode === "tails";
  const spans = tailSpans({ frame, depth: RUG_HEIGHT - 4, x, theme });
  const curves = (thrownAway: boolean) =>
    densityCurves(paths, picture.predictedClass, { theme, thrownAway, onPoint: options.onPoint });
  const bulk = el("g", { "clip-path": spans.bulkClip }, curves(lit));
  const area = (fill: string, opacity: number) =>
    el("path", { d: paths.area, fill, "fill-opacity": opacity });

  const others = [...names.classes, ...(picture.pinned ? [words.pinned(names.pinned)] : [])];
  const root = figureRoot({
    ...{ width, height, theme },
    title: title ?? words.title(picture.layer, mode),
    description: words.description(picture, names.predicted, others),
  });
  root.append(el("defs", {}, hatch(pattern, theme.tail, lit ? 0.75 : 0.45), ...spans.clips));
  if (title) {
    const text = fitText(title, 14, width - 2 * MARGIN.top);
    root.append(el("text", { x: MARGIN.top, y: MARGIN.top + 11, "font-size": 14, "font-weight": 600 }, text));
  }
  const labels = el("g");
  const [rugFrom, rugTo] = spans.middle(cutoffs);
  root.append(
    legend(entries, places, MARGIN.top, legendTop + LEGEND_ROW / 2, theme),
    ...spans.grounds,
    yAxis(ticks, frame, theme),
    bulk,
    el(
      "g",
      { "clip-path": spans.tailClip },
      curves(false),
      area(theme.tail, lit ? 0.25 : 0.12),
      area(`url(#${pattern})`, 1),
    ),
    el("line", { x1: left, x2: right, y1: frame.bottom, y2: frame.bottom, stroke: theme.muted }),
    ...spans.lines,
    labels,
    rugWords(picture, mode, { from: rugFrom, to: rugTo, y: frame.bottom + 18 }, theme, words),
    xAxis(linearTicks(x, 64), frame.bottom + RUG_HEIGHT - 4, theme),
    el("text", { x: 8, y: frame.top - 7, fill: theme.muted }, words.density),
    el("text", { x: right, y: height - 8, "text-anchor": "end", fill: theme.muted }, words.value),
  );
  if (onZoom) {
    const shown = { shown: domain.x, all: whole.x, zoomed: zoom !== undefined };
    root.append(zoomBrush({ root, frame, ...shown, invert: x.invert, theme, words, onZoom }));
  }
  root.append(
    tailRug(root, picture.tails, {
      ...options,
      x,
      frame,
      words,
      lines: [rugFrom, rugTo],
      pinned: picture.pinned?.tails,
    }),
  );
  const sliders =
    onFixed &&
    cutoffSliders({
      ...{ root, layer: picture.layer, cutoffs, domain: domain.x, x, frame, theme, words, onFixed },
      beyond: (side, value) => beyond(picture, side, value),
      show,
    });
  if (sliders) root.append(sliders.element);
  if (held) held.show = show;
  show(cutoffs);
  const morphed = { of: `${picture.layer} ${picture.sentence.min} ${picture.sentence.max}`, mode };
  playMorph(root, options.morphFrom, morphed, {
    bulk,
    base: frame.bottom,
    whole: () => curves(false),
  });
  return root;

  function show(at: TailCutoffs): void {
    spans.show(placeCutoffs(at, picture.predicted, domain.x));
    labels.replaceChildren(drawCutoffLabels(labelsOf(at), frame.top - 7, theme));
    sliders?.show(at);
  }
}

function classNames({ classes = [] }: LayerPicture, labels: readonly string[] | undefined): string[] {
  const positional = labels?.length === classes.length;
  return classes.map(({ index }, i) => (positional ? labels![i] : labels?.[index]) ?? `class ${index}`);
}

/** Counted where the tails are of this cut-off; else by the quantiles, while it moves. */
function beyond(
  { tails, cutoffs, quantiles, count }: LayerPicture,
  side: "left" | "right",
  at: number,
): number {
  const out = (value: number) => (side === "left" ? value <= at : value >= at);
  if (at === cutoffs[side]) return tails.filter(({ value }) => out(value)).length;
  return Math.round((quantiles.filter(out).length / Math.max(1, quantiles.length)) * count);
}
