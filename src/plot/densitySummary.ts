import type { LayerPicture, ViewMode } from "../core/api.ts";
import { formatCount, formatPercent, formatValue } from "./format.ts";

/** The figure in words, for those who do not see it. */
export function densitySummary(
  { layer, sentence, cutoffs, tails, count }: LayerPicture,
  { predictedLabel, mode }: { predictedLabel?: string | undefined; mode: ViewMode },
): { title: string; description: string } {
  const values = `${formatCount(count)} values from ${formatValue(sentence.min)} to ${formatValue(sentence.max)}`;
  const cuts = `${formatValue(cutoffs.left)} and ${formatValue(cutoffs.right)}`;
  const predicted =
    predictedLabel === undefined ? "Its own cut-offs" : `Predicted class: ${predictedLabel}, cut-offs`;
  const share = count > 0 ? ` (${formatPercent(tails.length / count)})` : "";
  return {
    title: `Density of residual-stream values at layer ${layer}${mode === "tails" ? ", tails only" : ""}`,
    description: `This sentence: ${values}. ${predicted} ${cuts}. In the tails: ${formatCount(tails.length)} values${share}.`,
  };
}
