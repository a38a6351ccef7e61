import { scaleLinear } from "d3-scale";
import type { ModeReport, ViewMode } from "../core/api.ts";
import { type ChartOptions, chartFrame, chartRoot } from "./chartFrame.ts";
import { formatCount } from "./format.ts";
import { MODE_NAMES, modeColor, modeLegend } from "./modeMarks.ts";
import { el, hatch, uid } from "./svg.ts";

export interface SinkBins {
  mode: ViewMode;
  histogram: NonNullable<ModeReport["sinkHistogram"]>;
}

export const SINK_WORDS = {
  title: "How often pairs are guessed",
  x: "times guessed →",
  y: "↑ pairs",
  bar: (count: string, from: string, to: string) => `${count} guessed ${from} to ${to} times`,
  fair: (fair: string) => `an even share: ${fair}`,
  said: (mode: string, least: string, most: string) =>
    `${mode}: ${least} in the lowest bin, the most guessed ${most} times.`,
};

interface SinkOptions extends ChartOptions {
  words?: typeof SINK_WORDS;
  modes?: typeof MODE_NAMES;
}

/** How many pairs are guessed how often: sinks stand far to the right. Bars for one mode, outlines for the second. */
export function sinkHistogram(
  bins: readonly SinkBins[],
  fairShare: number,
  options: SinkOptions,
): SVGSVGElement {
  const { theme, words = SINK_WORDS, modes = MODE_NAMES } = options;
  const entries = modeLegend(
    bins.map(({ mode }) => mode),
    theme,
    modes,
  );
  const frame = chartFrame(options, entries);
  const greatest = Math.max(1, fairShare, ...bins.map(({ histogram }) => histogram.edges.at(-1) ?? 0));
  const most = Math.max(1, ...bins.flatMap(({ histogram }) => histogram.counts));
  const x = scaleLinear([0, greatest], [frame.left, frame.right]);
  const y = scaleLinear([0, most], [frame.bottom, frame.top]).nice(4);
  const root = chartRoot(
    options,
    entries,
    {
      title: words.title,
      description: bins.map(inWords).join(" "),
      x: words.x,
      y: words.y,
    },
    { x, y },
  );
  const fair = x(fairShare);
  root.append(
    el(
      "line",
      { x1: fair, x2: fair, y1: frame.top, y2: frame.bottom, stroke: theme.muted, "stroke-dasharray": "3 4" },
      el("title", {}, words.fair(formatCount(fairShare))),
    ),
  );
  for (const { mode, histogram } of bins) root.append(bars({ mode, histogram }));
  return root;

  function bars({ mode, histogram: { edges, counts } }: SinkBins): SVGGElement {
    const color = modeColor(mode, theme);
    const pattern = mode === "tails" ? hatch(uid("sinks"), color, 0.75) : undefined;
    return el(
      "g",
      { fill: pattern ? `url(#${pattern.id})` : color, "fill-opacity": pattern ? 1 : 0.25, stroke: color },
      pattern && el("defs", {}, pattern),
      ...counts.map((count, i) => {
        if (count === 0) return undefined;
        const [from, to] = [x(edges[i]!), x(edges[i + 1]!)];
        const said = words.bar(formatCount(count), formatCount(edges[i]!), formatCount(edges[i + 1]!));
        const box = { x: from, width: Math.max(1, to - from), y: y(count), height: frame.bottom - y(count) };
        return el("rect", box, el("title", {}, said));
      }),
    );
  }

  function inWords({ mode, histogram: { edges, counts } }: SinkBins): string {
    return words.said(modes[mode], formatCount(counts[0] ?? 0), formatCount(edges.at(-1) ?? 0));
  }
}

export function sinkCsv(bins: readonly SinkBins[]): (string | number)[][] {
  const rows = bins.flatMap(({ mode, histogram: { edges, counts } }) =>
    counts.map((count, i) => [mode, edges[i]!, edges[i + 1]!, count]),
  );
  return [["mode", "guessed_from", "guessed_to", "pairs"], ...rows];
}
