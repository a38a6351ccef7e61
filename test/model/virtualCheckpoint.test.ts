import { expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import { STUDY_MODELS } from "../../src/model/catalogue.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import { randomRepository, tinyTwin } from "../../tools/bench/models/repository.ts";
import { virtualCheckpoint } from "../../tools/bench/models/virtualCheckpoint.ts";
import type { VirtualFile } from "../../tools/bench/models/virtualFile.ts";
import { tinyConfig } from "../support/tinyModel.ts";

const filesOf = (files: Record<string, VirtualFile>): ModelFiles => ({
  id: "virtual",
  size: async (path) => files[path]?.size,
  read: async (path, range) => files[path]?.read(range?.begin ?? 0, range?.end ?? files[path].size),
});

it.each([
  ["gpt2", "F32"],
  ["gpt_neox", "F16"],
] as const)("a virtual %s checkpoint in %s is one that can be opened", async (architecture, dtype) => {
  const checkpoint = await openCheckpoint(filesOf(virtualCheckpoint(tinyConfig(architecture), dtype, 1)));
  const { values } = await checkpoint.layerWeights(1);
  const dModel = checkpoint.architecture.dModel;
  expect(values.subarray(0, dModel).every((v) => v === 1)).toBe(true); // the first norm's weights
  const rest = values.subarray(2 * dModel, 2 * dModel + 500);
  expect(Math.sqrt(rest.reduce((sum, v) => sum + v * v, 0) / rest.length)).toBeCloseTo(0.02, 2);
  expect(new Set(rest).size).toBeGreaterThan(400);
  const other = await checkpoint.layerWeights(0);
  expect(other.values.subarray(2 * dModel)).not.toEqual(values.subarray(2 * dModel));
});

it.each(STUDY_MODELS)("the tiny twin of $name is of its family and type, and small", async (model) => {
  const { architecture: a, tensors } = await openCheckpoint(filesOf(randomRepository(tinyTwin(model))));
  expect(a.architecture).toBe(model.architecture.architecture);
  expect(a.nHeads * a.dHead).toBe(a.dModel);
  const all = [...tensors.embeddings, ...tensors.layers.flat()];
  expect(new Set(all.map(({ dtype }) => dtype))).toEqual(new Set([model.dtype]));
  expect(all.reduce((bytes, { begin, end }) => bytes + end - begin, 0)).toBeLessThan(1e7);
});

it("a virtual file gives equal bytes for equal places, whatever range they are asked for in", () => {
  const config = { ...tinyConfig("gpt2"), vocab_size: 90_000 }; // its embedding goes past one block
  const file = virtualCheckpoint(config, "F32", 1)["model.safetensors"]!;
  const whole = file.read(0, file.size);
  expect(whole.byteLength).toBe(file.size);
  const random = seededRandom(2);
  for (let i = 0; i < 200; i++) {
    const begin = Math.floor(random() * file.size);
    const end = Math.min(file.size, begin + Math.floor(random() * 2e5));
    expect(Buffer.compare(file.read(begin, end), whole.subarray(begin, end))).toBe(0);
  }
  expect(virtualCheckpoint(config, "F32", 1)["model.safetensors"]!.read(0, 9000)).toEqual(
    whole.slice(0, 9000),
  );
  expect(virtualCheckpoint(config, "F32", 2)["model.safetensors"]!.read(0, 9e4)).not.toEqual(
    whole.slice(0, 9e4),
  );
});
