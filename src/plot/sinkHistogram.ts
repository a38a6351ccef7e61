import { scaleLinear } from "d3-scale";
import type { ModeReport, ViewMode } from "../core/api.ts";
import { type ChartOptions, chartFrame, chartRoot } from "./chartFrame.ts";
import { formatCount } from "./format.ts";
import { modeColor, modeLegend } from "./modeMarks.ts";
import { el } from "./svg.ts";

export interface SinkBins {
  mode: ViewMode;
  histogram: NonNullable<ModeReport["sinkHistogram"]>;
}

/** How many pairs are guessed how often: sinks stand far to the right. Bars for one mode, outlines for the second. */
export function sinkHistogram(
  bins: readonly SinkBins[],
  fairShare: number,
  options: ChartOptions,
): SVGSVGElement {
  const { theme } = options;
  const entries = modeLegend(
    bins.map(({ mode }) => mode),
    theme,
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
      title: "How often pairs are guessed",
      description: bins.map(inWords).join(" "),
      x: "times guessed →",
      y: "↑ pairs",
    },
    { x, y },
  );
  const fair = x(fairShare);
  root.append(
    el(
      "line",
      { x1: fair, x2: fair, y1: frame.top, y2: frame.bottom, stroke: theme.muted, "stroke-dasharray": "3 4" },
      el("title", {}, `an even share: ${formatCount(fairShare)}`),
    ),
  );
  for (const { mode, histogram } of bins) root.append(bars({ mode, histogram }));
  return root;

  function bars({ mode, histogram: { edges, counts } }: SinkBins): SVGGElement {
    const color = modeColor(mode, theme);
    return el(
      "g",
      { fill: color, "fill-opacity": 0.35, stroke: color },
      ...counts.map((count, i) => {
        if (count === 0) return undefined;
        const [from, to] = [x(edges[i]!), x(edges[i + 1]!)];
        const words = `${count} guessed ${formatCount(edges[i]!)} to ${formatCount(edges[i + 1]!)} times`;
        const box = { x: from, width: Math.max(1, to - from), y: y(count), height: frame.bottom - y(count) };
        return el("rect", box, el("title", {}, words));
      }),
    );
  }
}

export function sinkCsv(bins: readonly SinkBins[]): (string | number)[][] {
  const rows = bins.flatMap(({ mode, histogram: { edges, counts } }) =>
    counts.map((count, i) => [mode, edges[i]!, edges[i + 1]!, count]),
  );
  return [["mode", "guessed_from", "guessed_to", "pairs"], ...rows];
}

function inWords({ mode, histogram: { edges, counts } }: SinkBins): string {
  const never = counts[0] ?? 0;
  const greatest = edges.at(-1) ?? 0;
  return `${mode === "full" ? "All values" : "Tails only"}: ${never} in the lowest bin, the most guessed ${formatCount(greatest)} times.`;
}
