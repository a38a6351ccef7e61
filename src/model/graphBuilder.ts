import type { Attribute, Graph, Initializer, Node, ValueInfo } from "./onnxProto.ts";

/** A layer's tensor as the graph sees it: its part in the block, and its shape as stored. */
export interface WeightSlot {
  name: string;
  shape: readonly number[];
}

/** The one file that a layer's weights are concatenated in, float32, in the order of the slots. */
export const WEIGHTS_FILE = "block.bin";

/** Writes a graph node by node; every method returns the name of the value it makes. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];
  #count = 0;

  constructor(weights: readonly WeightSlot[]) {
    let offset = 0;
    for (const { name, shape } of weights) {
      const length = 4 * shape.reduce((a, b) => a * b, 1);
      this.#initializers.push({ name, shape, file: WEIGHTS_FILE, offset, length });
      offset += length;
    }
  }

  op(op: string, inputs: readonly string[], attributes?: Record<string, Attribute>): string {
    return this.split(op, inputs, 1, attributes)[0]!;
  }

  /** A node with several outputs. */
  split(
    op: string,
    inputs: readonly string[],
    n: number,
    attributes: Record<string, Attribute> = {},
  ): string[] {
    const id = this.#count++;
    const outputs = Array.from({ length: n }, (_, i) => `${op.toLowerCase()}_${id}${n > 1 ? `_${i}` : ""}`);
    this.#nodes.push({ op, inputs, outputs, attributes });
    return outputs;
  }

  float(value: number): string {
    return this.#constant({ shape: [], float: [value] });
  }

  int64(values: readonly number[]): string {
    return this.#constant({ shape: [values.length], int64: values });
  }

  /** The finished graph, `result` renamed to `output`. */
  graph(name: string, inputs: ValueInfo[], result: string, output: ValueInfo): Graph {
    this.#nodes.push({ op: "Identity", inputs: [result], outputs: [output.name] });
    return { name, nodes: this.#nodes, initializers: this.#initializers, inputs, outputs: [output] };
  }

  #constant(
    rest: { shape: number[]; float: readonly number[] } | { shape: number[]; int64: readonly number[] },
  ): string {
    const name = `constant_${this.#count++}`;
    this.#initializers.push({ name, ...rest });
    return name;
  }
}
