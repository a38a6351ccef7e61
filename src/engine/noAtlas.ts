import { type Atlas, emptyAtlas } from "../core/atlas.ts";
import { PUBLISHED } from "../core/options.ts";
import type { ModelShape } from "../core/seams.ts";

/** Without an atlas, what lies beyond so many standard deviations of the sentence's own values is in the tails. */
export const OWN_K = 2;

/** The atlas of a model for which none was fitted: the whole text, plain bandwidths, and one empty class. */
export function noAtlas({ id, architecture, nLayers, dModel, weightsSha256 }: ModelShape): Atlas {
  return emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id, architecture, nLayers, dModel, weightsSha256 },
    data: { name: "", sha256: "", nTrain: 0, nTest: 0, split: "" },
    options: {
      ...PUBLISHED,
      dropLastWord: false,
      bandwidthScale: 1,
      tailRule: { rule: "std", k: OWN_K },
    },
    classes: [[""]],
  });
}
