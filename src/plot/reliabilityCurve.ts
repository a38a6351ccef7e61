import { scaleLinear, scaleSqrt } from "d3-scale";
import type { Calibration } from "../core/api.ts";
import { type ChartOptions, chartFrame, chartRoot } from "./chartFrame.ts";
import { formatPercent } from "./format.ts";
import { el } from "./svg.ts";

export const RELIABILITY_WORDS = {
  title: "Reliability of calibrated probabilities",
  x: "calibrated probability →",
  y: "↑ came true",
  description: (temperature: string, judged: number) =>
    `Temperature ${temperature}, ${judged} sentences judged.`,
  dot: (said: string, came: string, n: number) => `Said ${said}, true ${came} of ${n}.`,
};

/** Said probability against how often it came true; the diagonal is honesty. Dots by the number of sentences. */
export function reliabilityCurve(
  { reliability, temperature, nJudged }: Calibration,
  options: ChartOptions & { words?: typeof RELIABILITY_WORDS },
): SVGSVGElement {
  const { theme, words = RELIABILITY_WORDS } = options;
  const frame = chartFrame(options, []);
  const x = scaleLinear([0, 1], [frame.left, frame.right]);
  const y = scaleLinear([0, 1], [frame.bottom, frame.top]);
  const radius = scaleSqrt([0, Math.max(1, ...reliability.map(({ n }) => n))], [2, 9]);
  const said = reliability.map(({ confidence, accuracy, n }) =>
    words.dot(formatPercent(confidence, 0), formatPercent(accuracy, 0), n),
  );
  const root = chartRoot(
    options,
    [],
    {
      title: words.title,
      description: [words.description(formatTemperature(temperature), nJudged), ...said].join(" "),
      x: words.x,
      y: words.y,
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
