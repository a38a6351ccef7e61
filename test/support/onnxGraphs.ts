import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  encodeModel,
  type Graph,
  type Initializer,
  type Node,
  type ValueInfo,
} from "../../src/model/onnxProto.ts";

/** How a graph of transformer blocks is written down: exporters differ in all of these. */
export interface BlockStyle {
  nLayers?: number;
  /** Attention and MLP read the same value: one sum a layer, or (with `stepwise`) one after the other. */
  parallel?: boolean;
  stepwise?: boolean;
  /** Residual last in each Add. */
  swapped?: boolean;
  /** LayerNormalization in its parts. */
  decomposed?: boolean;
  /** Casts, Identities and Dropouts on the residual stream. */
  wrapped?: boolean;
  /** Biases of the linear maps are added after the residual. */
  biasLast?: boolean;
  /** No norm after the last layer. */
  noFinalNorm?: boolean;
  /** Layer norms after the additions, as BERT has them. */
  postNorm?: boolean;
  /** Attention operator. */
  attention?: string;
}

/** A graph with the bones of a GPT: not for running. Values are named by number alone. */
export function skeleton(style: BlockStyle = {}): Graph {
  const { nLayers = 3, parallel = false, stepwise = false, swapped = false, biasLast = false } = style;
  const nodes: Node[] = [];
  const op = (name: string, ...inputs: string[]) => {
    const output = `v${nodes.length}`;
    nodes.push({ op: name, inputs, outputs: [output] });
    return output;
  };
  const norm = (x: string) => {
    if (!style.decomposed) return op("LayerNormalization", x, "gain", "bias");
    const centred = op("Sub", x, op("ReduceMean", x));
    const variance = op("ReduceMean", op("Pow", centred, "two"));
    const scaled = op("Div", centred, op("Sqrt", op("Add", variance, "epsilon")));
    return op("Add", op("Mul", scaled, "gain"), "bias");
  };
  const linear = (x: string) =>
    biasLast ? op("MatMul", x, "weight") : op("Add", op("MatMul", x, "weight"), "bias");
  const attend = (x: string) => {
    const scores = op("Add", op("MatMul", linear(x), op("Transpose", linear(x))), "mask");
    return linear(op("MatMul", op(style.attention ?? "Softmax", scores), linear(x)));
  };
  const mlp = (x: string) => {
    const h = linear(x);
    return linear(op("Mul", h, op("Add", op("Tanh", h), "one")));
  };
  const add = (x: string, y: string) => {
    const sum = swapped ? op("Add", y, x) : op("Add", x, y);
    const whole = biasLast ? op("Add", sum, "bias") : sum;
    return style.wrapped ? op("Cast", op("Dropout", op("Identity", whole))) : whole;
  };
  let x = op("Add", op("Gather", "embed", "input_ids"), op("Gather", "positions", "input_ids"));
  for (let layer = 0; layer < nLayers; layer++) {
    if (style.postNorm) {
      x = norm(add(x, attend(x)));
      x = norm(add(x, mlp(x)));
    } else if (parallel) {
      const [a, m] = [attend(norm(x)), mlp(norm(x))];
      x = stepwise ? add(add(x, a), m) : add(x, op("Add", m, a));
    } else {
      x = add(x, attend(norm(x)));
      x = add(x, mlp(norm(x)));
    }
  }
  if (!style.noFinalNorm) x = norm(x);
  op("MatMul", x, "unembed");
  const weight = (name: string, shape: number[]): Initializer => {
    return { name, shape, float: new Array(shape.reduce((a, b) => a * b, 1)).fill(0) };
  };
  return {
    name: "skeleton",
    nodes,
    initializers: [
      weight("embed", [5, 2]),
      weight("positions", [4, 2]),
      weight("weight", [2, 2]),
      weight("unembed", [2, 5]),
      ...["gain", "bias"].map((name) => weight(name, [2])),
      ...["two", "one", "epsilon", "mask"].map((name) => weight(name, [])),
    ],
    inputs: [ids],
    outputs: [{ name: nodes.at(-1)!.outputs[0]!, shape: [] }],
  };
}

const ids: ValueInfo = { name: "input_ids", shape: ["batch", "pos"], type: "int64" };

export const encoded = (graph: Graph) => encodeModel(graph, 17) as Uint8Array<ArrayBuffer>;

/** A node that holds a graph of its own, put after a model's bytes. */
export function withSubgraph(model: Uint8Array, op: string): Uint8Array<ArrayBuffer> {
  const w = new BinaryWriter();
  const field = (n: number) => w.tag(n, WireType.LengthDelimited);
  field(7).fork();
  field(1).fork();
  field(2).string("branch");
  field(4).string(op);
  field(5).fork();
  field(1).string("then_branch");
  field(6).fork();
  field(2).string("inside");
  w.join().join().join().join();
  const more = w.finish();
  const out = new Uint8Array(model.byteLength + more.byteLength);
  out.set(model);
  out.set(more, model.byteLength);
  return out;
}
