import { describe, expect, it } from "vitest";
import { examineOnnx } from "../../src/model/onnx/examineOnnx.ts";
import { findTaps } from "../../src/model/onnx/findTaps.ts";
import { readModel } from "../../src/model/onnx/readModel.ts";
import type { Graph, Node } from "../../src/model/onnxProto.ts";
import { EXPORTS, fixtureFiles } from "../support/onnxFixtures.ts";
import { type BlockStyle, encoded, skeleton, withSubgraph } from "../support/onnxGraphs.ts";
import { refusal } from "../support/refusal.ts";

const read = (graph: Graph) => readModel(encoded(graph), "m.onnx");
const examine = (model: Uint8Array<ArrayBuffer>) => examineOnnx({ id: "m.onnx", model });

/** The value that each layer's blocks begin with, seen from the norms: what the next layer normalises. */
function normed(graph: Graph, decomposed: boolean): string[] {
  const ops = graph.nodes.filter(({ op }) => op === (decomposed ? "Sub" : "LayerNormalization"));
  return [...new Set(ops.map(({ inputs }) => inputs[0]!))];
}

const styles: [string, BlockStyle][] = [
  ["GPT-2", {}],
  ["GPT-2, residual last", { swapped: true }],
  ["GPT-2, decomposed norms", { decomposed: true }],
  ["GPT-2, biases added last", { biasLast: true }],
  ["NeoX, parallel, summed first", { parallel: true }],
  ["NeoX, parallel, residual last, decomposed", { parallel: true, swapped: true, decomposed: true }],
  ["NeoX, parallel, one after the other", { parallel: true, stepwise: true }],
  ["one layer", { nLayers: 1 }],
  ["one operator for attention", { attention: "Attention" }],
];

describe("findTaps by structure", () => {
  it.each(styles)("%s", (_, style) => {
    const graph = skeleton(style);
    const { taps, candidates } = findTaps(read(graph), "m.onnx");
    const places = normed(graph, style.decomposed === true);
    const perLayer = style.parallel ? 1 : 2;
    const expected = places.filter((_, i) => i > 0 && i % perLayer === 0);
    expect(taps).toEqual(expected.map((value, layer) => ({ layer, value })));
    expect(taps).toHaveLength(style.nLayers ?? 3);
    for (const { value } of taps) expect(candidates).toContain(value);
    expect(candidates).toContain(places[0]);
  });

  it("looks through casts, identities and dropouts", () => {
    const plain = skeleton();
    const wrapped = skeleton({ wrapped: true });
    const adds = (graph: Graph) =>
      new Map(graph.nodes.filter(({ op }) => op === "Add").map((n, i) => [n.outputs[0]!, i]));
    const places = (graph: Graph) =>
      findTaps(read(graph), "m").taps.map(({ value }) => adds(graph).get(value));
    expect(places(wrapped)).toEqual(places(plain));
  });

  it("needs no norm after the last layer", () => {
    const bare = findTaps(read(skeleton({ noFinalNorm: true })), "m");
    expect(bare).toEqual(findTaps(read(skeleton()), "m"));
  });

  it.each(EXPORTS)("$checkpoint/$file: as many as its config says, in the order of the layers", async (e) => {
    const files = await fixtureFiles(e.checkpoint, e.file);
    const { taps, candidates } = examineOnnx(files).taps;
    expect(taps.map(({ layer }) => layer)).toEqual([0, 1]);
    const places = taps.map(({ value }) => candidates.indexOf(value));
    // embedding, [middle,] post of each layer
    expect(places).toEqual(e.checkpoint === "neox" ? [1, 2] : [2, 4]);
  });
});

describe("what has no residual stream to read", () => {
  const told = (graph: Graph) => refusal(() => examine(encoded(graph)));
  const withNode = (node: Node): Graph => ({ ...skeleton(), nodes: [node, ...skeleton().nodes] });

  it("merged decoders", async () => {
    const merged = await refusal(() => examine(withSubgraph(encoded(skeleton()), "If")));
    expect(merged).toMatch(/^unsupported-model: m.onnx is a merged decoder .*--no-post-process/);
    const branch = {
      ...skeleton(),
      inputs: [...skeleton().inputs, { name: "use_cache_branch", shape: [1] }],
    };
    expect(await told(branch)).toBe(merged);
    expect(await refusal(() => examine(withSubgraph(encoded(skeleton()), "Loop")))).toMatch(
      /graph inside a graph \(Loop\)/,
    );
  });

  it.each(["MatMulInteger", "DynamicQuantizeLinear", "MatMulNBits", "DequantizeLinear", "QLinearMatMul"])(
    "quantised: %s",
    async (op) => {
      const sentence = await told(withNode({ op, inputs: ["weight"], outputs: ["q"] }));
      expect(sentence).toBe(
        `unsupported-model: m.onnx is quantised (${op}): its activations are not the model's own; take the float32 or float16 export.`,
      );
    },
  );

  it("graphs that ONNX Runtime has fused", async () => {
    const node = { op: "SkipLayerNormalization", inputs: ["weight"], outputs: ["q"] };
    expect(await told(withNode(node))).toMatch(
      /fused by ONNX Runtime's optimizer \(SkipLayerNormalization\)/,
    );
  });

  it("other architectures", async () => {
    expect(await told(skeleton({ postNorm: true }))).toMatch(
      /does not look like a GPT-2 or GPT-NeoX model: no value that is normalised is added to afterwards/,
    );
    const noNorm = { ...skeleton(), nodes: skeleton().nodes.filter(({ op }) => op !== "LayerNormalization") };
    expect(await told(noNorm)).toMatch(
      /it has no LayerNormalization; its layers' residual streams were not found/,
    );
    expect(await told(skeleton({ attention: "Sigmoid" }))).toMatch(/no attention \(a Softmax/);
    const fourth: Node = { op: "Softmax", inputs: ["mask"], outputs: ["extra"] };
    const more = skeleton().nodes.map((n) =>
      n.inputs[0] === "embed" ? { ...n, inputs: ["embed", "extra"] } : n,
    );
    expect(await told({ ...skeleton(), nodes: [fourth, ...more] })).toMatch(
      /4 attentions, but 6 additions to what they read, not 4 or 8;/,
    );
    const noIds = skeleton();
    const nodes = noIds.nodes.map((n) => (n.op === "Gather" ? { ...n, inputs: [n.inputs[0]!, "mask"] } : n));
    expect(await told({ ...noIds, nodes })).toMatch(/looks no token embedding up with "input_ids"/);
  });
});
