import { gpt2Block, gpt2Names } from "./architectures/gpt2.ts";
import { gptNeoxBlock, gptNeoxNames } from "./architectures/gptNeox.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Architecture } from "./config.ts";
import { GraphBuilder, WEIGHTS_FILE } from "./graphBuilder.ts";
import type { NamedTensor } from "./modelFiles.ts";
import { ELEMENT, type Graph, type Initializer, type Node, type ValueInfo } from "./onnxProto.ts";
import { attentionScale, rotaryTables } from "./positions.ts";

const TYPES = { F32: "float32", F16: "float16", BF16: "bfloat16" } as const;

/** A value of the whole graph by its name inside one of the graphs that it is joined from. */
type Names = Readonly<Record<string, string>>;

/**
 * One graph of the whole model up to its last block: input_ids [batch, pos] → resid_post_0 … resid_post_{n-1}, each
 * [batch, pos, dModel], float32. Its weights are external data: the checkpoint's own safetensors files, which must lie
 * beside it; F16 and BF16 are cast as they are read.
 */
export function wholeModel({
  architecture: a,
  tensors,
}: Pick<Checkpoint, "architecture" | "tensors">): Graph {
  const parts = [embedding(a, tensors.embeddings), mask()];
  if (a.rotaryDims > 0) parts.push(...rotaryParts(a));
  for (const [layer, weights] of tensors.layers.entries()) parts.push(block(a, layer, weights));
  return {
    name: a.architecture,
    nodes: parts.flatMap(({ nodes }) => nodes),
    initializers: parts.flatMap(({ initializers }) => initializers),
    inputs: [IDS],
    outputs: Array.from({ length: a.nLayers }, (_, layer) => ({
      name: `resid_post_${layer}`,
      shape: ["batch", "pos", a.dModel],
    })),
  };
}

const IDS: ValueInfo = { name: "input_ids", shape: ["batch", "pos"], type: "int64" };

/**
 * The graph's part that makes `resid_pre`: rows of the token embedding, plus GPT-2's positions. Tables are cast whole, which a
 * runtime does once as it opens them: rows in F16 would need a GPU that can compute in it.
 */
function embedding(a: Architecture, [tokens, positions]: readonly NamedTensor[]) {
  const b = new GraphBuilder([]);
  const names = a.architecture === "gpt2" ? gpt2Names : gptNeoxNames;
  const rows = b.op("Gather", [asFloat(b, names.embed, tokens!), "input_ids"]);
  const initializers = [external(tokens!, names.embed)];
  let residPre = rows;
  if (positions && names.position !== undefined) {
    const first = firstRows(b, asFloat(b, names.position, positions));
    residPre = b.op("Add", [rows, first]);
    initializers.push(external(positions, names.position));
  }
  return part(b.graph("", [], residPre, { name: "resid_pre", shape: [] }), "embed", initializers);
}

/** The causal mask, [pos, pos]: 0 where a token may look, as in `causalMask`. */
function mask() {
  const b = new GraphBuilder([]);
  const pos = b.op("Range", [b.float(0), b.op("Cast", [b.op("Squeeze", [length(b)])], CAST), b.float(1)]);
  const queries = b.op("Unsqueeze", [pos, b.int64([1])]);
  const seen = b.op("LessOrEqual", [pos, queries]);
  const result = b.op("Where", [seen, b.float(0), b.float(-1e30)]);
  return part(b.graph("", [], result, { name: "mask", shape: [] }), "mask");
}

/** `cos` and `sin`, [pos, rotaryDims]: rows of constant tables of nCtx. */
function rotaryParts(a: Architecture) {
  const tables = rotaryTables(a.nCtx, a);
  return (["cos", "sin"] as const).map((name) => {
    const b = new GraphBuilder([]);
    const table = { name: `${name}_table`, shape: [a.nCtx, a.rotaryDims], floats: tables[name] };
    return part(b.graph("", [], firstRows(b, table.name), { name, shape: [] }), name, [table]);
  });
}

/** One layer: the block graph, reading the layer before and the checkpoint's tensors. */
function block(a: Architecture, layer: number, tensors: readonly NamedTensor[]) {
  const graph = a.architecture === "gpt2" ? gpt2Block(a) : gptNeoxBlock(a);
  const names = a.architecture === "gpt2" ? gpt2Names : gptNeoxNames;
  const prefix = `layer_${layer}`;
  const slots = graph.initializers.filter((i) => "file" in i && i.file === WEIGHTS_FILE);
  const renamed: Record<string, string> = {
    resid_pre: layer === 0 ? "resid_pre" : `resid_post_${layer - 1}`,
    resid_post: `resid_post_${layer}`,
    attn_scale: `${prefix}/attn_scale`,
  };
  const initializers: Initializer[] = [
    { name: renamed.attn_scale!, shape: [1], floats: Float32Array.of(attentionScale(a, layer)) },
  ];
  const casts: Node[] = [];
  for (const [i, slot] of slots.entries()) {
    const name = names.block(layer) + slot.name;
    const tensor = tensors[i]!;
    initializers.push(external(tensor, name));
    renamed[slot.name] = tensor.dtype === "F32" ? name : `${name}/float32`;
    if (tensor.dtype !== "F32") {
      casts.push({ op: "Cast", inputs: [name], outputs: [renamed[slot.name]!], attributes: CAST });
    }
  }
  const own = graph.initializers.filter((i) => !slots.includes(i));
  const { nodes, initializers: constants } = part({ ...graph, initializers: own }, prefix, [], renamed);
  return { nodes: [...casts, ...nodes], initializers: [...initializers, ...constants] };
}

const CAST = { to: ELEMENT.float32 };

/** Names that all parts share; whatever else a part names gets its prefix. */
const SHARED: Names = Object.fromEntries(
  ["input_ids", "resid_pre", "mask", "cos", "sin"].map((name) => [name, name]),
);

/** A graph as a part of the whole: its values renamed, its last Identity (which only names the result) resolved. */
function part(graph: Graph, prefix: string, more: readonly Initializer[] = [], names: Names = {}) {
  const known: Record<string, string> = { ...SHARED, ...names };
  for (const { name } of more) known[name] = name;
  const last = graph.nodes.at(-1)!;
  known[last.inputs[0]!] = known[last.outputs[0]!]!;
  const rename = (name: string) => known[name] ?? `${prefix}/${name}`;
  return {
    nodes: graph.nodes.slice(0, -1).map((node): Node => {
      return { ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) };
    }),
    initializers: [...more, ...graph.initializers.map((i): Initializer => ({ ...i, name: rename(i.name) }))],
  };
}

/** Number of tokens in a row, [1]. */
function length(b: GraphBuilder): string {
  return b.op("Shape", ["input_ids"], { start: 1, end: 2 });
}

/** A table's first rows, one a token. */
function firstRows(b: GraphBuilder, table: string): string {
  return b.op("Slice", [table, b.int64([0]), length(b), b.int64([0])]);
}

function asFloat(b: GraphBuilder, value: string, { dtype }: NamedTensor): string {
  return dtype === "F32" ? value : b.op("Cast", [value], CAST);
}

function external({ file, begin, end, shape, dtype }: NamedTensor, name: string): Initializer {
  const type = TYPES[dtype as keyof typeof TYPES];
  return { name, shape, file, offset: begin, length: end - begin, type };
}
