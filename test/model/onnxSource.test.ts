import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InferenceSession } from "onnxruntime-common";
import { describe, expect, it } from "vitest";
import type { Runtime } from "../../src/model/blockSessions.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import type { ModelSource } from "../../src/model/modelSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import type { OnnxFiles } from "../../src/model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../../src/model/onnx/onnxSource.ts";
import {
  EXPORTS,
  expectedTaps,
  fixtureFiles,
  fixtureFolder,
  ONNX_FIXTURES,
} from "../support/onnxFixtures.ts";
import { encoded, skeleton } from "../support/onnxGraphs.ts";
import { refusal } from "../support/refusal.ts";
import { tinyTokenizer } from "../support/tinyModel.ts";

const runtime = nodeRuntime();
const D_MODEL = 8;

async function allLayers(source: ModelSource<Float32Array>, batch: number[][]): Promise<Float32Array[]> {
  const layers: Float32Array[] = [];
  for await (const { layer, residPost } of source.run(batch)) {
    expect(layer).toBe(layers.length);
    layers.push(residPost.slice());
  }
  return layers;
}

/** Greatest difference as a share of the layer's greatest value, over the tokens that are no padding. */
function worst(actual: Float32Array, expected: ArrayLike<number>, batch: number[][]): number {
  const nPos = Math.max(...batch.map((ids) => ids.length));
  let [difference, largest] = [0, 0];
  batch.forEach((ids, b) => {
    for (let i = b * nPos * D_MODEL; i < (b * nPos + ids.length) * D_MODEL; i++) {
      const d = Math.abs(actual[i]! - expected[i]!);
      difference = Math.max(difference, Number.isNaN(d) ? Number.POSITIVE_INFINITY : d);
      largest = Math.max(largest, Math.abs(expected[i]!));
    }
  });
  return difference / largest;
}

describe.each(EXPORTS)("PyTorch's export $checkpoint/$file", ({ checkpoint, file, tolerance }) => {
  it("has PyTorch's hidden states, and those of the safetensors path for a padded batch", async () => {
    const source = await openOnnxSource(await fixtureFiles(checkpoint, file), runtime);
    const blocks = await openBlockSource(fixtureFolder(checkpoint), runtime);
    const { tokenIds, residPost } = expectedTaps(checkpoint);
    const taps = await allLayers(source, tokenIds);
    expect(taps).toHaveLength(2);
    for (const [layer, values] of taps.entries()) {
      expect(values).toHaveLength(2 * 6 * D_MODEL);
      expect(worst(values, residPost[layer]!, tokenIds)).toBeLessThan(tolerance);
    }
    const padded = [[0, 19, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8], [5]];
    const [ours, theirs] = [await allLayers(source, padded), await allLayers(blocks, padded)];
    for (const [layer, values] of ours.entries())
      expect(worst(values, theirs[layer]!, padded)).toBeLessThan(tolerance);
    await source.release();
    await blocks.release();
  });

  it("says what it is, with its config.json and by its graph alone", async () => {
    const { config, ...bare } = await fixtureFiles(checkpoint, file);
    const architecture = checkpoint === "gpt2" ? "gpt2" : "gpt_neox";
    const shape = { architecture, nLayers: 2, dModel: 8, nHeads: 2, dVocab: 20 };
    const source = await openOnnxSource({ ...bare, config }, runtime);
    expect((await source.loaded).shape).toMatchObject({ ...shape, id: `${checkpoint}/${file}`, nCtx: 16 });
    await source.release();
    const alone = await openOnnxSource(bare, runtime);
    const { notes } = await alone.loaded;
    const known = checkpoint === "gpt2"; // its position embedding has as many rows
    expect(alone.shape).toMatchObject({ ...shape, nCtx: known ? 16 : 2048 });
    expect(notes.some((note) => note.includes("2048 are assumed"))).toBe(!known);
    expect(notes.some((note) => note.includes("16-bit"))).toBe(file === "past-f16.onnx");
    expect(alone.dtype).toBe(file === "past-f16.onnx" ? "F16" : "F32");
    await alone.release();
  });
});

describe("openOnnxSource", () => {
  it("hashes the model and the files of its weights, each digest joined", async () => {
    const source = await openOnnxSource(await fixtureFiles("neox", "external.onnx"), runtime);
    const sha = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");
    const file = (name: string) => readFileSync(resolve(ONNX_FIXTURES, "neox", name));
    const digests = [sha(file("external.onnx")), sha(file("external.onnx.data"))];
    expect((await source.loaded).shape.weightsSha256).toBe(sha(digests.join()));
    expect(source.shape.weightsSha256).toBe(sha(digests.join()));
    await source.release();
  });

  it("tells of each layer, and stops between them", async () => {
    const told: number[] = [];
    const onLayer = (layer: number, nLayers: number) => told.push(layer, nLayers);
    const source = await openOnnxSource(await fixtureFiles("gpt2", "plain.onnx"), runtime, { onLayer });
    expect(told).toEqual([0, 2, 1, 2]);
    const signal = { aborted: false };
    const layers: number[] = [];
    const run = async () => {
      for await (const { layer } of source.run([[0, 1]], signal)) {
        layers.push(layer);
        signal.aborted = true;
      }
    };
    expect(await refusal(run)).toMatch(/^aborted:/);
    expect(layers).toEqual([0]);
    await source.release();
  });

  it("leaves every tap where the runtime leaves its residual streams", async () => {
    let asked: InferenceSession.SessionOptions["preferredOutputLocation"];
    const create = (
      bytes: Uint8Array,
      { preferredOutputLocation, ...options }: InferenceSession.SessionOptions,
    ) => {
      asked = preferredOutputLocation;
      return runtime.InferenceSession.create(bytes, options);
    };
    const onGpu = {
      ...runtime,
      InferenceSession: { create },
      options: { ...runtime.options, preferredOutputLocation: { resid_post: "gpu-buffer" } },
    } as unknown as Runtime<Float32Array>;
    await (await openOnnxSource(await fixtureFiles("gpt2", "plain.onnx"), onGpu)).release();
    expect(asked).toEqual({ resid_post_0: "gpu-buffer", resid_post_1: "gpu-buffer" });
  });

  it("takes the person's own taps, and checks their number and shape", async () => {
    const files = await fixtureFiles("gpt2", "plain.onnx");
    const source = await openOnnxSource(files, runtime);
    const [, mid0, , mid1] = source.taps.candidates;
    const found = await allLayers(source, [[0, 5]]);
    const taps = [
      { layer: 1, value: mid1! },
      { layer: 0, value: mid0! },
    ];
    const own = await openOnnxSource(files, runtime, { taps });
    expect(own.taps.taps).toEqual([taps[1], taps[0]]);
    expect(own.taps.candidates).toEqual(source.taps.candidates);
    const moved = await allLayers(own, [[0, 5]]);
    expect(worst(moved[0]!, found[0]!, [[0, 5]])).toBeGreaterThan(0.01);

    const told = (...values: [number, string][]) =>
      refusal(() =>
        openOnnxSource(files, runtime, { taps: values.map(([layer, value]) => ({ layer, value })) }),
      );
    expect(await told([0, mid0!], [2, mid1!])).toMatch(
      /^bad-data: .* numbered 0, 1, 2, …, one value each; given are 0, 2\./,
    );
    expect(await told([0, mid0!], [1, "none"])).toMatch(
      /^bad-data: .* has no value "none", given for layer 1/,
    );
    expect(await told([0, mid0!])).toMatch(
      /^mismatch: .* taps for 1 layers, the config.json beside it says 2/,
    );
    const softmax = source.taps.taps[0]!.value;
    const { model } = files;
    const name = new TextDecoder("latin1").decode(model).match(/softmax\w*/)![0];
    const odd = await told([0, softmax], [1, name]);
    expect(odd).toMatch(/^unsupported-model: .*, taken for layer 1, is \[2,2,3,3\], not \[batch, pos, 8\]/);
    await source.release();
    await own.release();
  });

  it("reads text with the tokenizer beside it", async () => {
    const files = await fixtureFiles("gpt2", "plain.onnx");
    const without = await openOnnxSource(files, runtime);
    expect(await refusal(() => without.tokenize("a", true))).toMatch(/has no tokenizer.json beside it/);
    await without.release();
    const larger = () => openOnnxSource({ ...files, tokenizer: tinyTokenizer("gpt2") }, runtime);
    expect(await refusal(larger)).toMatch(/^mismatch: .* has a token 256, the embedding has 20 rows/);
    const json = tinyTokenizer("gpt2") as { model: { vocab: object }; added_tokens: { id: number }[] };
    json.model.vocab = { a: 1, b: 2, "<|endoftext|>": 0 };
    json.added_tokens[0]!.id = 0;
    const source = await openOnnxSource({ ...files, tokenizer: json }, runtime);
    expect(source.tokenize("ab", true)).toEqual({
      ids: [0, 1, 2],
      texts: ["<|endoftext|>", "a", "b"],
      cut: 0,
    });
    expect(source.tokenize("ab".repeat(10), false)).toMatchObject({ cut: 4 });
    await source.release();
  });
});

describe("openOnnxSource refuses in one sentence", () => {
  const told = (files: OnnxFiles) => refusal(() => openOnnxSource(files, runtime));
  const made = (graph: Parameters<typeof encoded>[0]): OnnxFiles => {
    return { id: "m.onnx", model: encoded(graph), data: async () => undefined };
  };

  it("weights that are missing, short, elsewhere or too large", async () => {
    const files = await fixtureFiles("neox", "external.onnx");
    expect(await told({ ...files, data: async () => undefined })).toBe(
      "bad-file: neox/external.onnx keeps its weights in external.onnx.data, which is missing: it must lie beside it.",
    );
    expect(await told({ ...files, data: async () => new Uint8Array(100) })).toMatch(
      /^bad-file: external.onnx.data is cut short: it has 100 bytes, neox\/external.onnx reads up to byte \d+/,
    );
    const placed = (file: string, length: number) => {
      const graph = skeleton();
      const [embed, ...rest] = graph.initializers;
      return made({ ...graph, initializers: [{ ...embed!, file, offset: 0, length }, ...rest] });
    };
    for (const place of ["../x", "a/../../x", "/etc/passwd", "C:\\x", "\\\\host\\x", "https://host/x", ""])
      expect(await told(placed(place, 40))).toBe(
        `bad-file: m.onnx keeps "embed" in "${place}", which is no file of its folder.`,
      );
    expect(await told(placed("weights.bin", 3.2e9))).toMatch(
      /^unsupported-model: weights.bin has 3.2 GB, .* take the model's safetensors checkpoint instead/,
    );
  });

  it("another model's config.json, and an unknown one's", async () => {
    const files = await fixtureFiles("gpt2", "plain.onnx");
    const config = files.config as Record<string, unknown>;
    expect(await told({ ...files, config: { ...config, n_embd: 16 } })).toMatch(
      /^mismatch: The config.json beside .* says 20 tokens × 16, the graph has 20 × 8/,
    );
    expect(await told({ ...files, config: { ...config, n_layer: 3 } })).toMatch(
      /^mismatch: .* taps for 2 layers/,
    );
    expect(await told({ ...files, config: { model_type: "opt" } })).toMatch(
      /^unsupported-model: The config.json beside .* describes a "opt" model/,
    );
  });

  it("inputs it can't give, and sizes that are fixed", async () => {
    const graph = skeleton();
    expect(
      await told(made({ ...graph, inputs: [graph.inputs[0]!, { name: "pixels", shape: [1] }] })),
    ).toMatch(/^unsupported-model: m.onnx asks for an input "pixels"/);
    const fixed = { name: "input_ids", shape: [1, 8], type: "int64" } as const;
    expect(await told(made({ ...graph, inputs: [fixed] }))).toBe(
      'unsupported-model: m.onnx was exported for one size of text ("input_ids" is [1,8]): export it with dynamic axes for batch and sequence.',
    );
    const past = { name: "past_key_values.0.key", shape: ["batch", "heads", "past", "width"] };
    expect(await told(made({ ...graph, inputs: [graph.inputs[0]!, past] }))).toMatch(
      /leaves the shape of its input "past_key_values.0.key" open \(\[batch,heads,past,width\]\)/,
    );
  });

  it("a graph that ONNX Runtime can't run", async () => {
    const graph = skeleton();
    const sentence = await told(made(graph));
    expect(sentence).toMatch(/^unsupported-model: m.onnx does not run on this backend \(/);
    expect(sentence).not.toContain("\n");
  });

  it("more tokens than it reads, and ids it has not", async () => {
    const source = await openOnnxSource(await fixtureFiles("gpt2", "plain.onnx"), runtime);
    const run = (ids: number[]) => refusal(() => allLayers(source, [ids]));
    expect(await run(new Array(17).fill(0))).toBe(
      "bad-data: 17 tokens are more than the 16 that gpt2/plain.onnx reads.",
    );
    expect(await run([0, 20])).toBe("bad-data: The token id 20 is not among the 20 of gpt2/plain.onnx.");
    await source.release();
  });
});
