import { describe, expect, it } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { seededRandom } from "../../src/core/random.ts";
import { readModel } from "../../src/model/onnx/readModel.ts";
import { ELEMENT } from "../../src/model/onnxProto.ts";
import { fixtureFiles } from "../support/onnxFixtures.ts";
import { encoded, skeleton } from "../support/onnxGraphs.ts";
import { rawSafetensors } from "../support/rawSafetensors.ts";
import { refusal } from "../support/refusal.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("readModel", () => {
  it("reads inputs with type and shape, nodes, constants and opsets of PyTorch's export", async () => {
    const { model } = await fixtureFiles("neox", "past.onnx");
    const { inputs, outputs, nodes, constants, opsets, functions } = readModel(model, "past.onnx");
    expect(inputs.slice(0, 4)).toEqual([
      { name: "input_ids", elementType: ELEMENT.int64, shape: ["batch_size", "sequence_length"] },
      {
        name: "attention_mask",
        elementType: ELEMENT.int64,
        shape: ["batch_size", "past_sequence_length + sequence_length"],
      },
      { name: "position_ids", elementType: ELEMENT.int64, shape: ["batch_size", "sequence_length"] },
      {
        name: "past_key_values.0.key",
        elementType: ELEMENT.float32,
        shape: ["batch_size", 2, "past_sequence_length", 4],
      },
    ]);
    expect(outputs.map(({ name }) => name)).toContain("present.1.value");
    expect(nodes.filter(({ op }) => op === "Softmax")).toHaveLength(2);
    expect(nodes.some(({ subgraph }) => subgraph)).toBe(false);
    expect(constants.get("model.embed_in.weight")).toEqual({
      name: "model.embed_in.weight",
      shape: [20, 8],
      elementType: ELEMENT.float32,
    });
    expect([...opsets]).toEqual([["", 14]]);
    expect(functions).toEqual([]);
  });

  it("tells where external tensors lie, and element types", async () => {
    const { model } = await fixtureFiles("neox", "external.onnx");
    const external = [...readModel(model, "m").constants.values()].filter((tensor) => tensor.external);
    expect(external).toHaveLength(8); // the matrices; small ones stay in the graph
    let end = 0;
    for (const { shape, external: place } of external.sort(
      (a, b) => a.external!.offset - b.external!.offset,
    )) {
      expect(place!.location).toBe("external.onnx.data");
      expect(place!.length).toBe(4 * shape.reduce((a, b) => a * b, 1));
      expect(place!.offset).toBeGreaterThanOrEqual(end);
      end = place!.offset + place!.length!;
    }
    const half = readModel((await fixtureFiles("gpt2", "past-f16.onnx")).model, "m");
    expect(half.inputs.at(-1)!.elementType).toBe(ELEMENT.float16);
  });

  it("names what is no ONNX", async () => {
    const told = (bytes: Uint8Array) => refusal(() => readModel(bytes, "m.onnx"));
    expect(await told(new Uint8Array())).toBe("bad-file: m.onnx is empty.");
    expect(await told(utf8("PK\u0003\u0004abcdefgh"))).toMatch(/^bad-file: m.onnx is a zip archive/);
    expect(await told(utf8("\n<!DOCTYPE html><html>"))).toMatch(/^bad-file: m.onnx is a web page/);
    expect(await told(utf8("version https://git-lfs.github.com/spec/v1\n"))).toMatch(/is a Git LFS pointer/);
    expect(await told(rawSafetensors({ a: 1 }))).toMatch(/is a safetensors file, not an ONNX model/);
    expect(await told(utf8("GGUF\u0003"))).toMatch(/is a GGUF file/);
    expect(await told(new Uint8Array(64))).toMatch(/^bad-file: m.onnx can't be read as ONNX/);
    expect(await told(Uint8Array.of(8, 9))).toBe(
      "bad-file: m.onnx is no ONNX model: there is no graph in it.",
    );
  });

  it("refuses every file that is cut short, and never throws anything but a Failure", async () => {
    const { model } = await fixtureFiles("neox-serial", "plain.onnx");
    const random = seededRandom(7);
    let refused = 0;
    for (let i = 0; i < 300; i++) {
      const bytes = model.slice(0, i < 200 ? Math.floor(random() * model.byteLength) : model.byteLength);
      if (i >= 200) for (let k = 0; k < 8; k++) bytes[Math.floor(random() * bytes.length)] = random() * 256;
      try {
        readModel(bytes, "m");
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        if (i < 200) refused++;
      }
    }
    expect(refused).toBe(200);
  });

  it("does not mind a length that claims more than there is, or groups without end", async () => {
    const told = (...bytes: number[]) => refusal(() => readModel(Uint8Array.from(bytes), "m"));
    expect(await told(0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1)).toMatch(/cut short, damaged/);
    expect(await told(0x3a, 0x80)).toMatch(/cut short, damaged/);
    expect(await told(0x38, 0x00)).toMatch(/cut short, damaged, .* \(wire type 0, not 2\)/); // a graph that is a number
    expect(await told(...new Array(5000).fill(0x0b))).toMatch(/cut short, damaged/);
  });

  it("reads what our own writer writes", () => {
    const graph = skeleton();
    const model = readModel(encoded(graph), "m");
    expect(model.nodes.map(({ op, inputs, outputs }) => ({ op, inputs, outputs }))).toEqual(
      graph.nodes.map(({ op, inputs, outputs }) => ({ op, inputs: [...inputs], outputs: [...outputs] })),
    );
    expect([...model.constants.keys()]).toEqual(graph.initializers.map(({ name }) => name));
  });
});
