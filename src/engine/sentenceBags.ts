import type { Atlas } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import { countNonFinite, requireFinite } from "../core/finite.ts";
import { poolValues } from "../core/pooling.ts";
import type { LayerActivations, ScorerOptions, SentencePlace, SentenceScorer } from "../core/seams.ts";
import { tokenTails } from "../core/tokenTails.ts";
import { layerView } from "./layerView.ts";

export interface SentenceBags
  extends Pick<SentenceScorer<Float32Array>, "view" | "values" | "tokenTails" | "dispose"> {
  /** Pools a layer's values, keeps and returns them. */
  add(activations: LayerActivations<Float32Array>, place: SentencePlace): Float32Array;
  /** Layers with their bags, as they have come. */
  added(): [layer: number, bag: Float32Array][];
  /** @throws Failure("bad-data") where a layer's values are not all finite: the first such layer */
  requireFinite(): void;
}

/** What a scorer in ordinary memory keeps of a sentence, and shows of it. */
export function sentenceBags(atlas: Atlas, { token, everyToken }: ScorerOptions = {}): SentenceBags {
  const { dModel } = atlas.recipe.model;
  const { center, prependBos } = atlas.recipe.options;
  const pooling = token === undefined ? atlas.recipe.options.pooling : "last";
  const bags: Float32Array[] = [];
  const tokens: Float32Array[] = [];
  let disposed = false;
  const at = (kept: readonly Float32Array[], layer: number): Float32Array => {
    if (disposed) throw new Failure("aborted", "This sentence was closed before its values were asked for.");
    const found = kept[layer];
    if (!found) throw new Error(`layer ${layer} was not added, or its tokens were not kept`);
    return found;
  };
  return {
    add({ layer, residPost }, { row, nPos, batchPos }) {
      const from = row * batchPos * dModel;
      const sentence = residPost.subarray(from, from + nPos * dModel);
      const upTo = token === undefined ? nPos : token + 1;
      const bag = poolValues(sentence, upTo, dModel, { pooling, center, skipBos: prependBos });
      bags[layer] = bag;
      if (everyToken)
        tokens[layer] = poolValues(sentence, nPos, dModel, { pooling: "all", center, skipBos: false });
      return bag;
    },
    added: () => Object.entries(bags).map(([layer, bag]) => [Number(layer), bag]),
    requireFinite() {
      for (const [layer, bag] of bags.entries())
        if (bag) requireFinite(countNonFinite(bag), bag.length, layer);
    },
    view: async (layer, classIndex, mode, gridPoints) =>
      layerView(at(bags, layer), atlas, layer, classIndex, mode, gridPoints),
    values: async (layer) => at(bags, layer).slice(), // a copy: what is asked for may cross to the page
    async tokenTails(layer, tails) {
      const values = at(tokens, layer);
      requireFinite(countNonFinite(values), values.length, layer);
      return tokenTails(values, dModel, tails);
    },
    dispose() {
      disposed = true;
      bags.length = 0;
      tokens.length = 0;
    },
  };
}
