import { Failure } from "../../core/failure.ts";
import { notOnnx } from "./notOnnx.ts";
import { inner, readMessage, text, wholes } from "./wire.ts";

// What is needed of the ONNX IR's messages, by their public field numbers (onnx/onnx.proto3). Weights are passed over.

export interface OnnxNode {
  op: string;
  /** Empty for ONNX's own operators. */
  domain: string;
  /** Names of values; empty where an optional one is left out. */
  inputs: string[];
  outputs: string[];
  /** Holds graphs of its own: If, Loop, Scan. */
  subgraph: boolean;
}

export interface OnnxValue {
  name: string;
  /** A number of `ELEMENT`; 0 where none is given. */
  elementType: number;
  /** Sizes, names of dynamic ones; undefined where nothing is said of the shape. */
  shape?: (number | string)[];
}

/** A constant of the graph, without its values. */
export interface OnnxTensor {
  name: string;
  shape: number[];
  elementType: number;
  /** Where its bytes lie, if not in the model's own file; `length` undefined: to the file's end. */
  external?: { location: string; offset: number; length?: number };
}

export interface OnnxModel {
  nodes: OnnxNode[];
  /** Without those that are constants of older files. */
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  constants: Map<string, OnnxTensor>;
  /** Version of each domain's operators. */
  opsets: Map<string, number>;
  /** Operators that the file defines itself, "domain:name". */
  functions: string[];
}

/** Reads an .onnx file's graph. @throws Failure("bad-file") in a sentence that says what it is instead, or that it is damaged */
export function readModel(bytes: Uint8Array, name: string): OnnxModel {
  const foreign = notOnnx(bytes);
  if (foreign !== undefined) throw new Failure("bad-file", `${name} is ${foreign}`);
  const model: OnnxModel = {
    nodes: [],
    inputs: [],
    outputs: [],
    constants: new Map(),
    opsets: new Map(),
    functions: [],
  };
  try {
    readMessage(bytes, {
      7: inner((graph) => readGraph(graph, model)),
      8: inner((opset) => {
        const { domain, version } = readOpset(opset);
        model.opsets.set(domain, version);
      }),
      25: inner((f) => model.functions.push(readFunctionName(f))),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(
      "bad-file",
      `${name} can't be read as ONNX: it is cut short, damaged, or another kind of file (${error.message}).`,
    );
  }
  if (model.nodes.length === 0 || model.opsets.size === 0)
    throw new Failure("bad-file", `${name} is no ONNX model: there is no graph in it.`);
  model.inputs = model.inputs.filter((input) => !model.constants.has(input.name));
  return model;
}

function readGraph(bytes: Uint8Array, model: OnnxModel): void {
  readMessage(bytes, {
    1: inner((node) => model.nodes.push(readNode(node))),
    5: inner((tensor) => {
      const constant = readTensor(tensor);
      model.constants.set(constant.name, constant);
    }),
    11: inner((value) => model.inputs.push(readValue(value))),
    12: inner((value) => model.outputs.push(readValue(value))),
  });
}

function readNode(bytes: Uint8Array): OnnxNode {
  const node: OnnxNode = { op: "", domain: "", inputs: [], outputs: [], subgraph: false };
  readMessage(bytes, {
    1: text((input) => node.inputs.push(input)),
    2: text((output) => node.outputs.push(output)),
    4: text((op) => {
      node.op = op;
    }),
    5: inner((attribute) => {
      const graph = inner(() => {
        node.subgraph = true;
      });
      readMessage(attribute, { 6: graph, 11: graph });
    }),
    7: text((domain) => {
      node.domain = domain === "ai.onnx" ? "" : domain;
    }),
  });
  return node;
}

function readTensor(bytes: Uint8Array): OnnxTensor {
  const tensor: OnnxTensor = { name: "", shape: [], elementType: 0 };
  const entries = new Map<string, string>();
  let isExternal = false;
  readMessage(bytes, {
    1: wholes((size) => tensor.shape.push(size)),
    2: wholes((type) => {
      tensor.elementType = type;
    }),
    8: text((name) => {
      tensor.name = name;
    }),
    13: inner((entry) => {
      let [key, value] = ["", ""];
      readMessage(entry, {
        1: text((k) => {
          key = k;
        }),
        2: text((v) => {
          value = v;
        }),
      });
      entries.set(key, value);
    }),
    14: wholes((location) => {
      isExternal = location === 1;
    }),
  });
  if (tensor.shape.some((size) => size < 0)) throw new RangeError(`"${tensor.name}" has a negative size`);
  if (isExternal) {
    const length = entries.has("length") ? { length: byteCount(entries.get("length")!) } : {};
    const offset = byteCount(entries.get("offset") ?? "0");
    tensor.external = { location: entries.get("location") ?? "", offset, ...length };
  }
  return tensor;
}

function byteCount(digits: string): number {
  const n = Number(digits);
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(n)) throw new RangeError(`"${digits}" bytes`);
  return n;
}

function readValue(bytes: Uint8Array): OnnxValue {
  const value: OnnxValue = { name: "", elementType: 0 };
  const shape = inner((dims) => {
    const sizes: (number | string)[] = [];
    readMessage(dims, { 1: inner((dim) => sizes.push(readDimension(dim))) });
    value.shape = sizes;
  });
  const tensor = inner((type) => {
    const elementType = wholes((n) => {
      value.elementType = n;
    });
    readMessage(type, { 1: elementType, 2: shape });
  });
  readMessage(bytes, {
    1: text((name) => {
      value.name = name;
    }),
    2: inner((type) => readMessage(type, { 1: tensor })),
  });
  return value;
}

function readDimension(bytes: Uint8Array): number | string {
  let size: number | string = "";
  readMessage(bytes, {
    1: wholes((n) => {
      size = n;
    }),
    2: text((name) => {
      size = name;
    }),
  });
  return size;
}

function readOpset(bytes: Uint8Array): { domain: string; version: number } {
  const opset = { domain: "", version: 0 };
  readMessage(bytes, {
    1: text((domain) => {
      opset.domain = domain === "ai.onnx" ? "" : domain;
    }),
    2: wholes((version) => {
      opset.version = version;
    }),
  });
  return opset;
}

function readFunctionName(bytes: Uint8Array): string {
  let [domain, name] = ["", ""];
  readMessage(bytes, {
    1: text((n) => {
      name = n;
    }),
    10: text((d) => {
      domain = d;
    }),
  });
  return `${domain}:${name}`;
}
