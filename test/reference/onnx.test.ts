import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { exportCommand } from "../../src/cli/commands/export.ts";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { onnxFiles } from "../../src/model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../../src/model/onnx/onnxSource.ts";
import { tempFolder } from "../support/folder.ts";
import { SHARED, sharedBytes } from "../support/shared.ts";
import { readTensors } from "../support/tensors.ts";

const root = resolve(SHARED, "reference/checkpoints");
const names = readdirSync(root);
const out = tempFolder();
const silent = { progress() {}, say() {}, result() {} };

type Tensors = ReturnType<typeof readTensors>;

const reference = (name: string) =>
  readTensors(sharedBytes(`reference/checkpoints/${name}/reference.safetensors`));

/** The three sequences of a reference, and PyTorch's residual stream of one at a layer. */
const sequences = (r: Tensors) => [0, 1, 2].map((i) => [...r[`token_ids_${i}`]!.data]);
function residPost(r: Tensors, i: number, layer: number) {
  const { shape, data } = r[`resid_post_${i}`]!;
  const size = shape[1]! * shape[2]!;
  return data.subarray(layer * size, (layer + 1) * size);
}

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const d = Math.abs(actual[i]! - expected[i]!);
    difference = Math.max(difference, Number.isNaN(d) ? Number.POSITIVE_INFINITY : d);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / largest;
}

/** Errors of every layer of an .onnx, tapped: all sequences as one padded batch. */
async function tapErrors(folder: string, r: Tensors): Promise<number[]> {
  const source = await openOnnxSource(await onnxFiles(folderFiles(folder), "model.onnx"), nodeRuntime());
  const batch = sequences(r);
  const row = Math.max(...batch.map((ids) => ids.length)) * source.shape.dModel;
  const errors: number[] = [];
  for await (const { layer, residPost: values } of source.run(batch)) {
    for (const i of batch.keys()) {
      errors.push(worst(values.subarray(i * row), residPost(r, i, layer)));
    }
  }
  expect(errors).toHaveLength(batch.length * r.resid_post_0!.shape[0]!);
  await source.release();
  return errors;
}

it("ten checkpoints are there", () => expect(names).toHaveLength(10));

describe.each(names)("tailscope export of %s", (name) => {
  it("has PyTorch's residual stream in stock ONNX Runtime, and opened again", async () => {
    const folder = join(out, name);
    await exportCommand.run({ model: join(root, name), out: folder }, [], silent);
    const r = reference(name);
    const session = await ort.InferenceSession.create(join(folder, "model.onnx"));
    const nLayers = r.resid_post_0!.shape[0]!;
    for (const [i, ids] of sequences(r).entries()) {
      const tensor = new ort.Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]);
      const outputs = await session.run({ input_ids: tensor });
      expect(Object.keys(outputs)).toHaveLength(nLayers);
      for (let layer = 0; layer < nLayers; layer++) {
        const values = outputs[`resid_post_${layer}`]!.data as Float32Array;
        expect(worst(values, residPost(r, i, layer))).toBeLessThan(1e-4);
      }
    }
    await session.release();
    for (const error of await tapErrors(folder, r)) expect(error).toBeLessThan(1e-4);
  });
});

// tools/exports/make.py --checkpoints ../shared/reference/checkpoints --out $TAILSCOPE_EXPORTS
const exports = process.env.TAILSCOPE_EXPORTS;
if (exports !== undefined) {
  describe("PyTorch's exports of the ten", () => {
    const folders = existsSync(exports) ? names.flatMap((name) => variants(exports, name)) : [];
    it("are there", () => expect(folders.length).toBeGreaterThanOrEqual(70));
    it.each(folders)("%s %s", async (name, variant) => {
      const bound = variant.includes("f16") ? 2e-3 : 1e-4; // the graph itself computes in halves
      const errors = await tapErrors(join(exports, name, variant), reference(name));
      for (const error of errors) expect(error).toBeLessThan(bound);
    });
  });
}

function variants(folder: string, name: string): [string, string][] {
  return readdirSync(join(folder, name)).map((variant) => [name, variant]);
}
