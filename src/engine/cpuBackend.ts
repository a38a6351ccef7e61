import type { Atlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import { emptyScores, scoreLayer } from "../core/scoreLayer.ts";
import type { Backend, ScorerOptions, SentenceScorer } from "../core/seams.ts";
import { topK } from "../core/topK.ts";
import { sentenceBags } from "./sentenceBags.ts";

/** The numbers of an atlas on the CPU, in float64. A residual stream is a Float32Array [batch, pos, dModel]. */
export function cpuBackend(atlas: Atlas): Backend<Float32Array> {
  return { name: "cpu", scorer: (modes, options) => cpuScorer(atlas, modes, options), dispose() {} };
}

function cpuScorer(
  atlas: Atlas,
  modes: readonly Mode[],
  options: ScorerOptions | undefined,
): SentenceScorer<Float32Array> {
  const bags = sentenceBags(atlas, options);
  const scores = emptyScores(atlas, modes);
  return {
    ...bags,
    add(activations, place) {
      const { layer } = activations;
      scoreLayer(bags.add(activations, place), atlas, layer, modes, scores);
    },
    async scores() {
      bags.requireFinite();
      return scores;
    },
    async leaders(mode, k) {
      bags.requireFinite();
      const layers = bags.added().map(([layer]) => layer);
      return topK(scores[mode]!.logLikelihood, atlas.nLayers, layers, k);
    },
  };
}
