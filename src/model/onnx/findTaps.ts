import type { Tap, TapList } from "../../core/api.ts";
import { Failure } from "../../core/failure.ts";
import { ancestors, type ValueGraph, valueGraph } from "./graph.ts";
import { normalisedValues } from "./layerNorms.ts";
import type { OnnxModel } from "./readModel.ts";

const ATTENTION = new Set(["Softmax", "Attention", "MultiHeadAttention", "GroupQueryAttention"]);

/**
 * Finds each layer's resid_post by the graph's structure alone: the longest chain of Adds that starts at a layer-normalised
 * value. A layer is one Add of it (parallel attention and MLP, summed first) or two; how many layers there are, the attention
 * says. @throws Failure("unsupported-model") saying what was not found
 */
export function findTaps(model: OnnxModel, name: string): TapList {
  const graph = valueGraph(model);
  const list = candidatesOf(model, graph);
  const refuse = (what: string): never => {
    throw new Failure(
      "unsupported-model",
      `${name} does not look like a GPT-2 or GPT-NeoX model: ${what}; its layers' residual streams were not found.`,
    );
  };
  if (list.normalised.length === 0) refuse("it has no LayerNormalization");
  const links = list.chain.slice(1);
  const last = links.at(-1) ?? refuse("no value that is normalised is added to afterwards");
  const nLayers = countAttention(graph, last);
  if (nLayers === 0) refuse("no attention (a Softmax, or an Attention operator) leads to its end");
  if (links.length !== nLayers && links.length !== 2 * nLayers) {
    refuse(
      `${nLayers} attentions, but ${links.length} additions to what they read, not ${nLayers} or ${2 * nLayers}`,
    );
  }
  const perLayer = links.length / nLayers;
  const taps: Tap[] = Array.from({ length: nLayers }, (_, layer) => ({
    layer,
    value: links[perLayer * (layer + 1) - 1]!,
  }));
  const normalised = new Set(list.normalised);
  const odd = taps.slice(0, -1).find(({ value }) => !normalised.has(graph.source(value)));
  if (odd) refuse(`what comes out of layer ${odd.layer} is not normalised by the next`);
  return { taps, candidates: list.candidates };
}

/** Every value that could be a layer's residual stream, in graph order. */
export function findCandidates(model: OnnxModel): string[] {
  return candidatesOf(model, valueGraph(model)).candidates;
}

function candidatesOf(model: OnnxModel, graph: ValueGraph) {
  const normalised = normalisedValues(graph);
  const chains = normalised.map((value) => addChain(graph, value));
  const longest = chains.reduce((a, b) => (b.length > a.length ? b : a), []);
  const named = outputNames(model, graph);
  const chain = longest.map((value) => named.get(value) ?? value);
  const all = new Set([...chain, ...normalised.map((value) => named.get(value) ?? value)]);
  const candidates = model.nodes.flatMap((node) => node.outputs).filter((value) => all.has(value));
  return { normalised, chain, candidates };
}

/** A value and what it becomes, Add after Add; the bias of a linear map that an exporter adds last is no step of its own. */
function addChain(graph: ValueGraph, start: string): string[] {
  const chain = [start];
  for (let at = start; chain.length < 10_000; ) {
    const adds = graph.users(at).filter((node) => node.op === "Add");
    const add = adds[0];
    if (!add || adds.length > 1) break;
    const sum = add.outputs[0]!;
    const onlyBias = add.inputs.some((input) => graph.isConstant(input));
    if (onlyBias) chain[chain.length - 1] = sum;
    else chain.push(sum);
    at = sum;
  }
  return chain;
}

/** Attentions among what a value is made of. */
function countAttention(graph: ValueGraph, value: string): number {
  const made = ancestors(graph, value);
  return graph.nodes.filter(({ op, outputs }) => ATTENTION.has(op) && made.has(outputs[0]!)).length;
}

/** Values that the graph already gives out, under the name it gives them. */
function outputNames(model: OnnxModel, graph: ValueGraph): Map<string, string> {
  return new Map(model.outputs.map(({ name }) => [graph.source(name), name]));
}
