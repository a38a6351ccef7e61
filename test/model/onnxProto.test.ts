import { BinaryReader } from "@bufbuild/protobuf/wire";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { gpt2Block } from "../../src/model/architectures/gpt2.ts";
import { parseConfig } from "../../src/model/config.ts";
import { GraphBuilder } from "../../src/model/graphBuilder.ts";
import { encodeModel } from "../../src/model/onnxProto.ts";
import { tinyConfig } from "../support/tinyModel.ts";

type Fields = Map<number, (Uint8Array | bigint)[]>;

/** Fields of a message by number: bytes where they are delimited, whole numbers where they are varints. */
function fields(bytes: Uint8Array): Fields {
  const reader = new BinaryReader(bytes);
  const found: Fields = new Map();
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    const value =
      wire === 2 ? reader.bytes() : wire === 0 ? BigInt(reader.int64()) : reader.skip(wire, field);
    found.set(field, [...(found.get(field) ?? []), value]);
  }
  return found;
}
const inner = (f: Fields, n: number) => (f.get(n) ?? []).map((b) => fields(b as Uint8Array));
const texts = (f: Fields, n: number) =>
  (f.get(n) ?? []).map((b) => new TextDecoder().decode(b as Uint8Array));

it("a block's bytes hold the version, the graph and its ends", () => {
  const block = gpt2Block(parseConfig(tinyConfig("gpt2"), "c"));
  const model = fields(encodeModel(block, 20));
  expect(model.get(1)).toEqual([9n]); // IR version
  expect(inner(model, 8).map((o) => o.get(2))).toEqual([[20n]]);
  const graph = inner(model, 7)[0]!;
  expect(texts(graph, 2)).toEqual(["gpt2_block"]);
  expect(inner(graph, 1).map((n) => texts(n, 4)[0])).toEqual(block.nodes.map((n) => n.op));
  expect(inner(graph, 1).map((n) => texts(n, 1))).toEqual(block.nodes.map((n) => [...n.inputs]));
  expect(inner(graph, 11).map((v) => texts(v, 1)[0])).toEqual(["resid_pre", "mask", "attn_scale"]);
  expect(inner(graph, 12).map((v) => texts(v, 1)[0])).toEqual(["resid_post"]);
});

it("weights are external data, one after the other in one file", () => {
  const block = gpt2Block(parseConfig(tinyConfig("gpt2"), "c"));
  const graph = inner(fields(encodeModel(block, 20)), 7)[0]!;
  let offset = 0;
  for (const tensor of inner(graph, 5).filter((t) => t.has(14))) {
    const entries = Object.fromEntries(inner(tensor, 13).map((e) => [texts(e, 1)[0]!, texts(e, 2)[0]!]));
    const length = 4 * (tensor.get(1) as bigint[]).reduce((n, d) => n * Number(d), 1);
    expect(entries).toEqual({ location: "block.bin", offset: String(offset), length: String(length) });
    offset += length;
  }
  expect(offset).toBe(4 * (12 * 16 * 16 + 13 * 16)); // a block of width d: 12 d² weights, 13 d biases and gains
});

it("constants and attributes of every kind run on ONNX Runtime", async () => {
  const b = new GraphBuilder([]);
  const scaled = b.op("Mul", ["x", b.float(2.5)]);
  const turned = b.op("Transpose", [scaled], { perm: [1, 0] });
  const leaky = b.op("LeakyRelu", [turned], { alpha: { float: 0.5 } });
  const gelu = b.op("Gelu", [leaky], { approximate: "none" });
  const flat = b.op("Reshape", [b.op("Sub", [leaky, b.op("Sub", [gelu, gelu])]), b.int64([-1])]);
  const bytes = encodeModel(
    b.graph("g", [{ name: "x", shape: ["n", 2] }], flat, { name: "y", shape: ["m"] }),
    20,
  );
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const x = new ort.Tensor("float32", Float32Array.of(1, -2, 3, 4, -5, 6), [3, 2]);
  const { y } = await session.run({ x });
  expect([...(y!.data as Float32Array)]).toEqual([2.5, 7.5, -6.25, -2.5, 10, 15]);
  await session.release();
});
