import type { OnnxModel, OnnxNode } from "./readModel.ts";

/** Nodes that hand a value on as it is, or in another type. */
const SAME = new Set(["Identity", "Cast", "Dropout"]);

/** A graph's values, looked up both ways. */
export interface ValueGraph {
  readonly nodes: readonly OnnxNode[];
  /** The node that makes a value; undefined for inputs and constants. */
  maker(value: string): OnnxNode | undefined;
  /** Nodes that take a value, also through those that hand it on. */
  users(value: string): readonly OnnxNode[];
  /** The value that this one is, before all that hand it on. */
  source(value: string): string;
  /** Holds constants alone: weights, or what is made of nothing else. */
  isConstant(value: string): boolean;
}

export function valueGraph({ nodes, constants }: OnnxModel): ValueGraph {
  const makers = new Map<string, OnnxNode>();
  for (const node of nodes) for (const output of node.outputs) makers.set(output, node);
  const source = (value: string): string => {
    let at = value;
    for (let hops = 0; hops < 64; hops++) {
      const maker = makers.get(at);
      if (!maker || !SAME.has(maker.op) || maker.outputs[0] !== at) return at;
      at = maker.inputs[0]!;
    }
    return at;
  };
  const users = new Map<string, OnnxNode[]>();
  for (const node of nodes) {
    if (SAME.has(node.op)) continue;
    for (const input of new Set(node.inputs.map(source))) {
      const known = users.get(input);
      if (known) known.push(node);
      else users.set(input, [node]);
    }
  }
  return {
    nodes,
    maker: (value) => makers.get(value),
    users: (value) => users.get(value) ?? [],
    source,
    isConstant: (value) => {
      const from = source(value);
      return constants.has(from) || makers.get(from)?.op === "Constant";
    },
  };
}

/** All values that a value is made of, itself among them. */
export function ancestors(graph: ValueGraph, value: string): Set<string> {
  const seen = new Set([value]);
  const open = [value];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const input of graph.maker(at)?.inputs ?? []) {
      if (input === "" || seen.has(input)) continue;
      seen.add(input);
      open.push(input);
    }
  }
  return seen;
}
