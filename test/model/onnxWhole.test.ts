import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { openBlockSessions } from "../../src/model/blockSessions.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { onnxFiles } from "../../src/model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../../src/model/onnx/onnxSource.ts";
import { encodeModel } from "../../src/model/onnxProto.ts";
import { wholeModel } from "../../src/model/wholeModel.ts";
import { tempFolder } from "../support/folder.ts";
import { bf16Bits, f16Bits, halfSafetensors } from "../support/rawSafetensors.ts";
import { type TinyArchitecture, tinyConfig, tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const runtime = nodeRuntime();
let count = 0;

/** A tiny model's folder with model.onnx written into it. */
async function exported(
  architecture: TinyArchitecture,
  config: Record<string, unknown> = {},
  weights?: Uint8Array,
) {
  const folder = writeTinyModel(join(root, `${count++}`), architecture, {
    config: { ...tinyConfig(architecture), ...config },
    ...(weights && { weights }),
  });
  const checkpoint = await openCheckpoint(folderFiles(folder));
  writeFileSync(join(folder, "model.onnx"), encodeModel(wholeModel(checkpoint), 20));
  return { folder, checkpoint };
}

const half = (architecture: TinyArchitecture, dtype: "F16" | "BF16") =>
  halfSafetensors(tinyTensors(architecture), dtype, dtype === "F16" ? f16Bits : bf16Bits);

const cases: [string, TinyArchitecture, Record<string, unknown>, Uint8Array?][] = [
  ["GPT-2", "gpt2", {}],
  ["GPT-2, attention scaled by layer", "gpt2", { scale_attn_by_inverse_layer_idx: true }],
  ["GPT-2 in F16", "gpt2", {}, half("gpt2", "F16")],
  ["GPT-2 in BF16", "gpt2", {}, half("gpt2", "BF16")],
  ["GPT-NeoX", "gpt_neox", {}],
  ["GPT-NeoX, serial", "gpt_neox", { use_parallel_residual: false }],
  ["GPT-NeoX, whole heads turning", "gpt_neox", { rotary_pct: 1 }],
  ["GPT-NeoX, nothing turning", "gpt_neox", { rotary_pct: 0 }],
  ["GPT-NeoX in F16", "gpt_neox", {}, half("gpt_neox", "F16")],
];

describe.each(cases)("the whole model of a %s checkpoint", (_, architecture, config, weights) => {
  it("runs from its files alone, with the block sessions' numbers", async () => {
    const { folder, checkpoint } = await exported(architecture, config, weights);
    const session = await ort.InferenceSession.create(join(folder, "model.onnx"), { logSeverityLevel: 3 });
    expect(session.inputNames).toEqual(["input_ids"]);
    expect(session.outputNames).toEqual(["resid_post_0", "resid_post_1"]);
    const sessions = await openBlockSessions(checkpoint, runtime);
    const batch = [
      [0, 5, 200, 7, 7, 256],
      [1, 2, 3, 4, 5, 6],
    ];
    const ids = BigInt64Array.from(batch.flat(), BigInt);
    const outputs = await session.run({ input_ids: new ort.Tensor("int64", ids, [2, 6]) });
    for await (const { layer, residPost } of sessions.run(batch)) {
      const { data, dims } = outputs[`resid_post_${layer}`]!;
      expect(dims).toEqual([2, 6, 16]);
      const largest = residPost.reduce((a, v) => Math.max(a, Math.abs(v)), 0);
      const difference = residPost.reduce((a, v, i) => Math.max(a, Math.abs(v - Number(data[i]))), 0);
      expect(difference / largest).toBeLessThan(1e-5);
    }
    await session.release();
    await sessions.release();
  });

  it("is opened again by our own tap reader, which finds the same values", async () => {
    const { folder } = await exported(architecture, config, weights);
    const source = await openOnnxSource(await onnxFiles(folderFiles(folder), "model.onnx"), runtime);
    expect(source.taps.taps).toEqual([
      { layer: 0, value: "resid_post_0" },
      { layer: 1, value: "resid_post_1" },
    ]);
    expect(source.shape).toMatchObject({
      architecture,
      nLayers: 2,
      dModel: 16,
      nHeads: 2,
      nCtx: 96,
      dVocab: 257,
    });
    expect((await source.loaded).notes).toEqual([]); // whatever it is stored in, it computes in float32
    await source.release();
  });
});

it("the graph is small, and names the checkpoint's tensors and where they lie", async () => {
  const { folder, checkpoint } = await exported("gpt2");
  expect(readFileSync(join(folder, "model.onnx")).byteLength).toBeLessThan(16_000);
  const graph = wholeModel(checkpoint);
  const tensors = [...checkpoint.tensors.embeddings, ...checkpoint.tensors.layers.flat()];
  const external = graph.initializers.filter((i) => "file" in i);
  expect(external.map(({ name, file, offset, length }) => `${name} ${file} ${offset} ${length}`)).toEqual(
    tensors.map(
      ({ name, file, begin, end }) => `${name.replace("transformer.", "")} ${file} ${begin} ${end - begin}`,
    ),
  );
});
