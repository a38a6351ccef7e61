import { scaleLinear, scaleSqrt } from "d3-scale";
import type { Calibration } from "../core/api.ts";
import { type ChartOptions, chartFrame, chartRoot } from "./chartFrame.ts";
import { formatPercent } from "./format.ts";
import { el } from "./svg.ts";

/** Said probability against how often it came true; the diagonal is honesty. Dots by the number of sentences. */
export function reliabilityCurve(
  { reliability, temperature, nJudged }: Calibration,
  options: ChartOptions,
): SVGSVGElement {
  const { theme } = options;
  const frame = chartFrame(options, []);
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const y = scaleLinear([0, 1], [frame.bottom, frame.top]);
  const radius = scaleSqrt([0, Math.max(1, ...reliability.map(({ n }) => n))], [2, 9]);
  const said = reliability.map(({ confidence, accuracy, n }) => inWords(confidence, accuracy, n));
  const root = chartRoot(
    options,
    [],
    {
      title: "Reliability of calibrated probabilities",
      description: `Temperature ${formatTemperature(temperature)}, ${nJudged} sentences judged. ${said.join(" ")}`,
      x: "calibrated probability →",
      y: "↑ came true",
    },
    { x, y },
  );
  root.append(
    el("line", {
      ...{ x1: x(0), y1: y(0), x2: x(1), y2: y(1) },
      ...{ stroke: theme.muted, "stroke-dasharray": "3 4" },
    }),
    ...reliability.map(({ confidence, accuracy, n }, i) =>
      el(
        "circle",
        {
          ...{ cx: x(confidence), cy: y(accuracy), r: radius(n) },
          ...{ fill: theme.predicted, "fill-opacity": 0.5, stroke: theme.predicted },
        },
        el("title", {}, said[i]),
      ),
    ),
  );
  return root;
}

export function formatTemperature(temperature: number): string {
  return temperature >= 100 ? temperature.toFixed(0) : temperature.toPrecision(3);
}

export function reliabilityCsv({ reliability }: Calibration): (string | number)[][] {
  return [
    ["calibrated_probability", "came_true", "n"],
    ...reliability.map(({ confidence, accuracy, n }) => [confidence, accuracy, n]),
  ];
}

function inWords(confidence: number, accuracy: number, n: number): string {
  return `Said ${formatPercent(confidence, 0)}, true ${formatPercent(accuracy, 0)} of ${n}.`;
}
