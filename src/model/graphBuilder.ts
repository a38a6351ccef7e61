import {
  type Attribute,
  ELEMENT,
  type Graph,
  type Initializer,
  type Node,
  type ValueInfo,
} from "./onnxProto.ts";
import { placeWeights } from "./weightLayout.ts";

/** A layer's tensor as the graph sees it: its part in the block, and its shape as stored. */
export interface WeightSlot {
  name: string;
  shape: readonly number[];
}

/** The one file that a layer's weights are concatenated in, in the order of the slots. See placeWeights. */
export const WEIGHTS_FILE = "block.bin";

/** Writes a graph node by node; every method returns the name of the value it makes. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #halves: ValueInfo[] = [];
  #count = 0;

  /**
   * `halfMatrices`: matrices are F16 in the file and cast to float32 in each run, so that all is computed in float32. They are
   * inputs with a default, because ONNX Runtime casts constants once and keeps them in float32, at whatever level of optimization.
   */
  constructor(slots: readonly WeightSlot[], halfMatrices = false) {
    const { places } = placeWeights(slots, halfMatrices);
    for (const [i, { name, shape }] of slots.entries()) {
      const { offset, length, half } = places[i]!;
      const place = { shape, file: WEIGHTS_FILE, offset, length };
      if (!half) {
        this.#initializers.push({ name, ...place });
        continue;
      }
      this.#initializers.push({ name: `${name}.f16`, ...place, type: "float16" });
      this.#halves.push({ name: `${name}.f16`, shape, type: "float16" });
      const attributes = { to: ELEMENT.float32 };
      this.#nodes.push({ op: "Cast", inputs: [`${name}.f16`], outputs: [name], attributes });
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
    return {
      name,
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: [...inputs, ...this.#halves],
      outputs: [output],
    };
  }

  #constant(
    rest: { shape: number[]; float: readonly number[] } | { shape: number[]; int64: readonly number[] },
  ): string {
    const name = `constant_${this.#count++}`;
    this.#initializers.push({ name, ...rest });
    return name;
  }
}
