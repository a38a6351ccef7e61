import { scaleLinear, scaleLog } from "d3-scale";
import type { LayerPicture, ViewMode } from "../core/api.ts";
import type { TailValue } from "../core/seams.ts";
import { type Frame, linearTicks, powerTicks, xAxis, yAxis } from "./axes.ts";
import { cutoffLabels, drawCutoffLabels, LABEL_ROW } from "./cutoffLabels.ts";
import { densityCurves, type Spans, tailAreas } from "./densityCurves.ts";
import { densityDomain } from "./densityDomain.ts";
import { densityLegend } from "./densityLegend.ts";
import { densitySummary } from "./densitySummary.ts";
import { LEGEND_ROW, legend, legendPlaces } from "./legend.ts";
import { rugWords } from "./rugWords.ts";
import { el, figureRoot, hatch, uid } from "./svg.ts";
import { RUG_HEIGHT, tailRug } from "./tailRug.ts";
import { fitText } from "./textWidth.ts";
import type { Theme } from "./theme.ts";

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
  /** Told of the tail value under the pointer or the keyboard's cursor, and of none when it leaves. */
  onTail?: (tail: TailValue | undefined) => void;
}

const MARGIN = { top: 12, right: 18, left: 42, bottom: 38 };
const TITLE_ROW = 22;

/** One layer: pooled reference, predicted class and typed sentence, with the tails lit. */
export function densityFigure(picture: LayerPicture, options: DensityOptions): SVGSVGElement {
  const { width, height, theme, predictedLabel, mode, yScale = "log", title, onTail } = options;
  const domain = densityDomain(picture, yScale);
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const x = scaleLinear(domain.x, [left, right]);
  const pattern = uid("hatch");

  const labels = cutoffLabels(domain.cutoffs, x, [left + 34, right]);
  const entries = densityLegend(predictedLabel, theme, pattern);
  const places = legendPlaces(
    entries.map(({ label }) => label),
    width - 2 * MARGIN.top,
    11,
  );
  const legendTop = MARGIN.top + (title ? TITLE_ROW : 0);
  const legendRows = 1 + Math.max(...places.map(({ row }) => row));
  const labelRows = 1 + Math.max(...labels.map(({ row }) => row));
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

  const inFrame = (at: number) => Math.min(right, Math.max(left, at));
  const [cutLeft, cutRight] = [inFrame(x(picture.cutoffs.left)), inFrame(x(picture.cutoffs.right))];
  const tailSpans: Spans = [
    [left, cutLeft],
    [cutRight, right],
  ];
  const deep = yScale === "log" ? domain.y[0] / 30 : 0;
  const scales = { domain: domain.x, x, y: (density: number) => y(Math.max(density, deep)) };
  const lit = mode === "tails";
  const grey = { pooled: theme.grid, predicted: theme.faded, sentence: theme.faded };

  const root = figureRoot({ width, height, theme, ...densitySummary(picture, options) });
  root.append(el("defs", {}, hatch(pattern, theme.tail, lit ? 0.75 : 0.45)));
  if (title) {
    const text = fitText(title, 14, width - 2 * MARGIN.top);
    root.append(el("text", { x: MARGIN.top, y: MARGIN.top + 11, "font-size": 14, "font-weight": 600 }, text));
  }
  root.append(
    legend(entries, places, MARGIN.top, legendTop + LEGEND_ROW / 2, theme),
    ...tailSpans.map(([from, to]) =>
      el("rect", {
        x: from,
        y: frame.top,
        width: Math.max(0, to - from),
        height: frame.bottom + RUG_HEIGHT - 4 - frame.top,
        fill: theme.tailSoft,
      }),
    ),
    yAxis(ticks, frame, theme),
    densityCurves(picture, scales, frame, [[cutLeft, cutRight]], lit ? grey : theme, theme),
    densityCurves(picture, scales, frame, tailSpans, theme, theme),
    tailAreas(picture, scales, frame, tailSpans, { fill: theme.tail, opacity: lit ? 0.25 : 0.12, pattern }),
    el("line", { x1: left, x2: right, y1: frame.bottom, y2: frame.bottom, stroke: theme.muted }),
    ...domain.cutoffs
      .filter(({ place }) => place === "inside")
      .map(({ value, found }) => {
        const at = x(value);
        const dash = found ? undefined : "2 3";
        const ends = { x1: at, x2: at, y1: frame.top - 3, y2: frame.bottom + RUG_HEIGHT - 4 };
        return el("line", { ...ends, stroke: theme.tail, "stroke-width": 1.25, "stroke-dasharray": dash });
      }),
    drawCutoffLabels(labels, frame.top - 7, theme),
    rugWords(picture, mode, [cutLeft, cutRight], frame.bottom + RUG_HEIGHT / 2, theme),
    xAxis(linearTicks(x, 64), frame.bottom + RUG_HEIGHT - 4, theme),
    el("text", { x: 8, y: frame.top - 7, fill: theme.muted }, "↑ density"),
    el(
      "text",
      { x: right, y: height - 8, "text-anchor": "end", fill: theme.muted },
      "residual-stream value (centred) →",
    ),
    tailRug(root, picture.tails, { x, frame, theme, onTail }),
  );
  return root;
}
