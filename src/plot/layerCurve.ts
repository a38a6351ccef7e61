import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ModeReport, Report, ViewMode } from "../core/api.ts";
import { type ChartOptions, chartFrame, chartRoot } from "./chartFrame.ts";
import type { Pointed } from "./lightUp.ts";
import { MODE_NAMES, modeColor, modeLegend, modeMark } from "./modeMarks.ts";
import { el } from "./svg.ts";

/** Macro F1 of each layer alone. */
export interface LayerSeries {
  mode: ViewMode;
  points: { layer: number; f1: number }[];
}

/** The curves that a report holds for a level ("pair", or a level's name); none where it was not scored by layer. */
export function layerSeries(report: Report, level: string): LayerSeries[] {
  return (["full", "tails"] as const).flatMap((mode) => {
    const layers = report.modes[mode]?.layers;
    return layers ? [{ mode, points: layers.map((one) => pointOf(one, level)) }] : [];
  });
}

function pointOf({ layer, macroF1, levels }: NonNullable<ModeReport["layers"]>[number], level: string) {
  return { layer, f1: levels.find(({ name }) => name === level)?.macroF1 ?? macroF1 };
}

export const LAYER_CURVE_WORDS = {
  title: "Macro F1 of each layer alone",
  x: "layer →",
  y: "↑ macro F1",
  chance: (f1: string) => `by chance ${f1}`,
  mark: (layer: number, mode: string, f1: string) => `layer ${layer}, ${mode}: ${f1}`,
  best: (mode: string, layer: number, f1: string) => `${mode}: best at layer ${layer} with ${f1}.`,
};

interface LayerCurveOptions extends ChartOptions {
  words?: typeof LAYER_CURVE_WORDS;
  modes?: typeof MODE_NAMES;
  /** Told of the layer under the pointer. */
  onPoint?: (pointed: Pointed) => void;
}

/** F1 over layers; a dashed line for what guessing at random gives. */
export function layerCurve(
  series: readonly LayerSeries[],
  chance: number,
  options: LayerCurveOptions,
): SVGSVGElement {
  const { theme, words = LAYER_CURVE_WORDS, modes = MODE_NAMES, onPoint } = options;
  const entries = modeLegend(
    series.map(({ mode }) => mode),
    theme,
    modes,
  );
  const frame = chartFrame(options, entries);
  const points = series.flatMap((one) => one.points);
  const last = Math.max(1, ...points.map(({ layer }) => layer));
  const x = scaleLinear([0, last], [frame.left + 10, frame.right - 6]);
  const y = scaleLinear(
    [0, Math.max(0.01, chance, ...points.map(({ f1 }) => f1))],
    [frame.bottom, frame.top],
  ).nice(4);
  const root = chartRoot(
    options,
    entries,
    {
      title: words.title,
      description: series.map(inWords).join(" "),
      x: words.x,
      y: words.y,
    },
    { x, y, xTicks: layerTicks(last, frame.right - frame.left) },
  );
  const base = y(chance);
  root.append(
    el(
      "line",
      { x1: frame.left, x2: frame.right, y1: base, y2: base, stroke: theme.muted, "stroke-dasharray": "3 4" },
      el("title", {}, words.chance(chance.toFixed(3))),
    ),
  );
  for (const { mode, points: own } of series) {
    const path = line<LayerSeries["points"][number]>(
      ({ layer }) => x(layer),
      ({ f1 }) => y(f1),
    ).digits(2)(own);
    root.append(
      el("path", { d: path ?? "", fill: "none", stroke: modeColor(mode, theme), "stroke-width": 1.5 }),
    );
    for (const { layer, f1 } of own) {
      const mark = modeMark(mode, x(layer), y(f1), theme, words.mark(layer, modes[mode], f1.toFixed(3)));
      mark.setAttribute("data-layer", String(layer));
      mark.addEventListener("pointerenter", () => onPoint?.({ layer }));
      mark.addEventListener("pointerleave", () => onPoint?.({}));
      root.append(mark);
    }
  }
  return root;

  function inWords({ mode, points: own }: LayerSeries): string {
    const best = own.reduce((a, b) => (b.f1 > a.f1 ? b : a), own[0] ?? { layer: 0, f1: 0 });
    return words.best(modes[mode], best.layer, best.f1.toFixed(3));
  }
}

/** Whole layers, about one in 40 pixels, the first and never a fraction. */
export function layerTicks(last: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((last + 1) / Math.max(1, Math.floor(width / 40))));
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}

export function layerCsv(series: readonly LayerSeries[]): (string | number)[][] {
  const layers = series[0]?.points.map(({ layer }) => layer) ?? [];
  const rows = layers.map((layer, i) => [layer, ...series.map(({ points }) => points[i]?.f1 ?? "")]);
  return [["layer", ...series.map(({ mode }) => `macro_f1_${mode}`)], ...rows];
}
