import type { LayerSketch } from "../core/api.ts";
import { formatCount, formatValue } from "./format.ts";

/** What a layer stack says, in English. */
export const STACK_WORDS = {
  title: "Density of this sentence at every layer",
  description: (done: number, n: number) =>
    `${done} of ${n} layers, layer 0 on top. One scale of values for all, linear near zero and logarithmic beyond; each layer's height is the logarithm of its own density.`,
  list: "Layers",
  layer: "layer",
  inTails: "in tails",
  axis: "value, symmetric log →",
  missing: (layer: number) => `Layer ${layer}: not there yet.`,
  reading: ({ layer, sentence, tailCount, count }: LayerSketch) =>
    `Layer ${layer}: ${formatCount(tailCount)} of ${formatCount(count)} values in the tails, from ${formatValue(sentence.min)} to ${formatValue(sentence.max)}.`,
};

export type StackWords = typeof STACK_WORDS;
