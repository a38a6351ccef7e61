import { Failure } from "../../core/failure.ts";
import type { ModelShape } from "../../core/seams.ts";
import { parseConfig } from "../config.ts";
import { type ValueGraph, valueGraph } from "./graph.ts";
import type { OnnxModel, OnnxTensor } from "./readModel.ts";

/** What a model is, as its graph and its config.json tell. */
export interface ModelSizes extends Pick<ModelShape, "architecture" | "dModel" | "dVocab" | "nCtx"> {
  /** Where a config.json tells. */
  nHeads?: number;
  nLayers?: number;
  bosTokenId: number;
  /** What had to be assumed, a sentence each. */
  notes: string[];
}

/** Through these, token ids come to the embedding's look-up. */
const INDEX_OPS = new Set([
  "Reshape",
  "Cast",
  "Identity",
  "Unsqueeze",
  "Squeeze",
  "Flatten",
  "Clip",
  "Where",
]);

/** @throws Failure("mismatch") where config.json is another model's, Failure("unsupported-model") where no embedding is found */
export function modelSizes(model: OnnxModel, config: unknown, name: string): ModelSizes {
  const graph = valueGraph(model);
  const tables = rowTables(model, graph);
  const embed = tables.find(({ byIds }) => byIds)?.table;
  if (!embed)
    throw new Failure(
      "unsupported-model",
      `${name} looks no token embedding up with "input_ids": only GPT-2 and GPT-NeoX models that read token ids can be opened.`,
    );
  const [dVocab, dModel] = embed.shape as [number, number];
  const position = tables.find(({ byIds, table }) => !byIds && table.shape[1] === dModel)?.table;
  if (config !== undefined) {
    const { architecture, nLayers, nHeads, nCtx, bosTokenId, ...c } = parseConfig(
      config,
      `The config.json beside ${name}`,
    );
    if (c.dModel !== dModel || c.dVocab !== dVocab) {
      throw new Failure(
        "mismatch",
        `The config.json beside ${name} is another model's: it says ${c.dVocab} tokens × ${c.dModel}, the graph has ${dVocab} × ${dModel}.`,
      );
    }
    return { architecture, dModel, dVocab, nCtx, nHeads, nLayers, bosTokenId, notes: [] };
  }
  if (position) {
    const nCtx = position.shape[0]!;
    return { architecture: "gpt2", dModel, dVocab, nCtx, bosTokenId: dVocab - 1, notes: [] };
  }
  const notes = [
    `${name} has no config.json beside it and its graph does not tell how many tokens it reads: 2048 are assumed.`,
  ];
  return { architecture: "gpt_neox", dModel, dVocab, nCtx: 2048, bosTokenId: 0, notes };
}

/** Matrices that rows are looked up in or cut out of, and whether by the token ids. */
function rowTables(model: OnnxModel, graph: ValueGraph): { table: OnnxTensor; byIds: boolean }[] {
  return model.nodes.flatMap(({ op, inputs }) => {
    if (op !== "Gather" && op !== "Slice") return [];
    const table = model.constants.get(graph.source(inputs[0]!));
    if (table?.shape.length !== 2) return [];
    return [{ table, byIds: op === "Gather" && comesFromIds(graph, inputs[1]!) }];
  });
}

function comesFromIds(graph: ValueGraph, index: string): boolean {
  let at = index;
  for (let hops = 0; hops < 16; hops++) {
    if (at === "input_ids") return true;
    const maker = graph.maker(at);
    if (!maker || !INDEX_OPS.has(maker.op)) return false;
    at = maker.inputs[0]!;
  }
  return false;
}
