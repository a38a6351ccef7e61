import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

// The few messages of the ONNX IR that a block graph needs, by their public field numbers (onnx/onnx.proto3).

export type Attribute = number | readonly number[] | { float: number } | string;

export interface Node {
  op: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
}

/** Element types of tensors, by their number in TensorProto.DataType. */
export const ELEMENT = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, bfloat16: 16 } as const;

export type ElementType = keyof typeof ELEMENT;

/** A constant, or (with `file`) a tensor whose bytes are external data; float32 where no type is given. */
export type Initializer =
  | ExternalTensor
  | { name: string; shape: readonly number[]; int64: readonly number[] }
  | { name: string; shape: readonly number[]; float: readonly number[] }
  | { name: string; shape: readonly number[]; floats: Float32Array };

export interface ExternalTensor {
  name: string;
  shape: readonly number[];
  file: string;
  offset: number;
  length: number;
  type?: ElementType;
}

/** An input or output, float32 where no type is given; named dimensions are dynamic. */
export interface ValueInfo {
  name: string;
  shape: readonly (number | string)[];
  type?: ElementType;
}

export interface Graph {
  name: string;
  nodes: readonly Node[];
  initializers: readonly Initializer[];
  inputs: readonly ValueInfo[];
  outputs: readonly ValueInfo[];
}

const EXTERNAL = 1;
const IR_VERSION = 9;

/** Bytes of a ModelProto with one default-domain opset. */
export function encodeModel(graph: Graph, opset: number): Uint8Array {
  const w = new BinaryWriter();
  w.tag(1, WireType.Varint).int64(IR_VERSION);
  w.tag(2, WireType.LengthDelimited).string("tailscope");
  message(w, 7, (g) => encodeGraph(g, graph));
  message(w, 8, (o) => o.tag(2, WireType.Varint).int64(opset));
  return w.finish();
}

/**
 * Bytes that, put after those of a model, add nodes and outputs to its graph: parsers merge a field that comes twice. The
 * outputs' types are left to inference.
 */
export function encodeAddition(nodes: readonly Node[], outputs: readonly string[]): Uint8Array {
  const w = new BinaryWriter();
  message(w, 7, (g) => {
    for (const node of nodes) message(g, 1, (n) => encodeNode(n, node));
    for (const output of outputs) {
      message(g, 12, (v) => v.tag(1, WireType.LengthDelimited).string(output));
    }
  });
  return w.finish();
}

function encodeGraph(w: BinaryWriter, graph: Graph): void {
  for (const node of graph.nodes) message(w, 1, (n) => encodeNode(n, node));
  w.tag(2, WireType.LengthDelimited).string(graph.name);
  for (const initializer of graph.initializers) message(w, 5, (t) => encodeTensor(t, initializer));
  for (const input of graph.inputs) message(w, 11, (v) => encodeValueInfo(v, input));
  for (const output of graph.outputs) message(w, 12, (v) => encodeValueInfo(v, output));
}

function encodeNode(w: BinaryWriter, node: Node): void {
  for (const input of node.inputs) w.tag(1, WireType.LengthDelimited).string(input);
  for (const output of node.outputs) w.tag(2, WireType.LengthDelimited).string(output);
  w.tag(3, WireType.LengthDelimited).string(node.outputs[0]!);
  w.tag(4, WireType.LengthDelimited).string(node.op);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    message(w, 5, (a) => encodeAttribute(a, name, value));
  }
}

function encodeAttribute(w: BinaryWriter, name: string, value: Attribute): void {
  w.tag(1, WireType.LengthDelimited).string(name);
  if (typeof value === "number") {
    w.tag(3, WireType.Varint).int64(value);
    w.tag(20, WireType.Varint).int32(2);
  } else if (typeof value === "string") {
    w.tag(4, WireType.LengthDelimited).string(value);
    w.tag(20, WireType.Varint).int32(3);
  } else if ("float" in value) {
    w.tag(2, WireType.Bit32).float(value.float);
    w.tag(20, WireType.Varint).int32(1);
  } else {
    for (const i of value) w.tag(8, WireType.Varint).int64(i);
    w.tag(20, WireType.Varint).int32(7);
  }
}

function encodeTensor(w: BinaryWriter, tensor: Initializer): void {
  for (const d of tensor.shape) w.tag(1, WireType.Varint).int64(d);
  w.tag(2, WireType.Varint).int32(elementType(tensor));
  if ("float" in tensor) for (const f of tensor.float) w.tag(4, WireType.Bit32).float(f);
  if ("int64" in tensor) for (const i of tensor.int64) w.tag(7, WireType.Varint).int64(i);
  w.tag(8, WireType.LengthDelimited).string(tensor.name);
  if ("floats" in tensor) {
    const { buffer, byteOffset, byteLength } = tensor.floats; // little-endian, as all machines that run this are
    w.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(buffer, byteOffset, byteLength));
  }
  if ("file" in tensor) {
    const entries = { location: tensor.file, offset: String(tensor.offset), length: String(tensor.length) };
    for (const [key, value] of Object.entries(entries)) {
      message(w, 13, (e) => {
        e.tag(1, WireType.LengthDelimited).string(key);
        e.tag(2, WireType.LengthDelimited).string(value);
      });
    }
    w.tag(14, WireType.Varint).int32(EXTERNAL);
  }
}

function elementType(tensor: Initializer): number {
  if ("int64" in tensor) return ELEMENT.int64;
  return ELEMENT["file" in tensor ? (tensor.type ?? "float32") : "float32"];
}

function encodeValueInfo(w: BinaryWriter, value: ValueInfo): void {
  w.tag(1, WireType.LengthDelimited).string(value.name);
  message(w, 2, (type) =>
    message(type, 1, (tensor) => {
      tensor.tag(1, WireType.Varint).int32(ELEMENT[value.type ?? "float32"]);
      message(tensor, 2, (shape) => {
        for (const d of value.shape) {
          message(shape, 1, (dim) => {
            if (typeof d === "number") dim.tag(1, WireType.Varint).int64(d);
            else dim.tag(2, WireType.LengthDelimited).string(d);
          });
        }
      });
    }),
  );
}

function message(w: BinaryWriter, field: number, write: (w: BinaryWriter) => unknown): void {
  w.tag(field, WireType.LengthDelimited).fork();
  write(w);
  w.join();
}
