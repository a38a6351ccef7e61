import { type Atlas, emptyAtlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import { PUBLISHED } from "../core/options.ts";
import type { LayerView, ModelShape, SentenceScorer } from "../core/seams.ts";

/** Without an atlas, what lies beyond two standard deviations of the sentence's own values is in the tails. */
export const OWN_TAILS: Mode = { name: "tails", kind: "std", k: 2 };

/** The atlas of a model for which none was fitted: the whole text, plain bandwidths, and one empty class. */
export function noAtlas({ id, architecture, nLayers, dModel, weightsSha256 }: ModelShape): Atlas {
  return emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id, architecture, nLayers, dModel, weightsSha256 },
    data: { name: "", sha256: "", nTrain: 0, nTest: 0, split: "" },
    options: { ...PUBLISHED, dropLastWord: false, bandwidthScale: 1, tailRule: { rule: "std", k: 2 } },
    classes: [[""]],
  });
}

/** A layer with the tails of its own moments: two looks, the first for the moments. */
export async function ownView(
  scorer: Pick<SentenceScorer<unknown>, "view">,
  atlas: Atlas,
  layer: number,
): Promise<LayerView> {
  const { mean, std } = await scorer.view(layer, 0, OWN_TAILS);
  atlas.mean[layer] = mean;
  atlas.std[layer] = std;
  return scorer.view(layer, 0, OWN_TAILS);
}
