import type { LayerPicture, ViewMode } from "../core/api.ts";
import type { TailValue } from "../core/seams.ts";
import { formatCount, formatPercent, formatValue } from "./format.ts";

/** What the density figure says, in English. */
export const DENSITY_WORDS = {
  title: (layer: number, mode: ViewMode) =>
    `Density of residual-stream values at layer ${layer}${mode === "tails" ? ", tails only" : ""}`,
  /** What the figure shows, for those who do not see it. */
  description: (picture: LayerPicture, predicted: string | undefined, others: readonly string[]) => {
    const { sentence, cutoffs, tails, count } = picture;
    const values = `${formatCount(count)} values from ${formatValue(sentence.min)} to ${formatValue(sentence.max)}`;
    const of = predicted === undefined ? "Cut-offs" : `Predicted class: ${predicted}, cut-offs`;
    const share = count > 0 ? ` (${formatPercent(tails.length / count)})` : "";
    const far = tails[0]
      ? ` The farthest: ${formatValue(tails[0].value)}, dimension ${tails[0].dimension}.`
      : "";
    const beside = others.length > 0 ? ` Beside it: ${others.join("; ")}.` : "";
    return `This sentence: ${values}. ${of} ${formatValue(cutoffs.left)} and ${formatValue(cutoffs.right)}. In the tails: ${formatCount(tails.length)} values${share}.${far}${beside}`;
  },
  sentence: "this sentence",
  predicted: (label: string) => `predicted: ${label}`,
  pooled: "all training sentences",
  pinned: (label: string | undefined) => (label === undefined ? "pinned sentence" : `pinned: ${label}`),
  tails: "tails",
  density: "↑ density",
  value: "residual-stream value (centred) →",
  cutoff: (value: number) => `cut-off ${formatValue(value)}`,
  noCutoff: (side: "left" | "right") => `no ${side} cut-off found`,
  cutoffName: (side: "left" | "right") => (side === "left" ? "Left cut-off" : "Right cut-off"),
  cutoffText: (value: number, beyond: number) =>
    `${formatValue(value)}, ${formatCount(beyond)} ${beyond === 1 ? "value" : "values"} beyond`,
  /** In the rug's empty middle, the first that has room. */
  inTails: (n: number, count: number) => [
    `${formatCount(n)} of ${formatCount(count)} values in the tails`,
    `${formatCount(n)} in tails`,
  ],
  thrownAway: (n: number, count: number) => [
    `${formatCount(n)} of ${formatCount(count)} values thrown away`,
    `${formatCount(n)} thrown away`,
  ],
  tailList: "Tail values",
  /** Token 0 is the first: named where the values of several are pooled. */
  tail: ({ dimension, token, value }: TailValue) =>
    `dimension ${dimension}${token === undefined ? "" : ` · token ${token}`} · value ${formatValue(value)}`,
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomReset: "Show all values",
};

export type DensityWords = typeof DENSITY_WORDS;
