import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { expect, it } from "vitest";
import { exportCommand } from "../../src/cli/commands/export.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { filesUnder } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const bytes = (...path: string[]) => new Uint8Array(readFileSync(join(root, ...path)));

async function exported(model: string, out: string) {
  const results: unknown[] = [];
  const terminal = { progress() {}, say() {}, result: (json: unknown) => void results.push(json) };
  await exportCommand.run({ model: join(root, model), out: join(root, out) }, [], terminal);
  return results[0];
}

it("tailscope export writes a graph, and the checkpoint's own files beside it, for stock ONNX Runtime", async () => {
  writeTinyModel(join(root, "m"), "gpt_neox");
  expect(await exported("m", "out/whole")).toEqual({
    out: join(root, "out/whole/model.onnx"),
    weights: ["model.safetensors"],
    inputs: ["input_ids"],
    outputs: ["resid_post_0", "resid_post_1"],
  });
  const names = ["config.json", "model.onnx", "model.safetensors", "tokenizer.json"];
  expect(filesUnder(join(root, "out"))).toEqual(names.map((name) => join(root, "out/whole", name)));
  expect(bytes("out/whole/model.safetensors")).toEqual(bytes("m/model.safetensors"));
  const session = await ort.InferenceSession.create(join(root, "out/whole/model.onnx"));
  const ids = new ort.Tensor("int64", BigInt64Array.of(0n, 3n, 9n), [1, 3]);
  const { resid_post_1: last } = await session.run({ input_ids: ids });
  expect(last!.dims).toEqual([1, 3, 16]);
  expect((last!.data as Float32Array).every((v) => Number.isFinite(v) && v !== 0)).toBe(true);
  await session.release();
});

it("tailscope export reads shards, and puts each beside the graph", async () => {
  const folder = writeTinyModel(join(root, "shards"), "gpt2");
  const tensors = Object.entries(tinyTensors("gpt2"));
  const shards = { "a.safetensors": tensors.slice(0, 9), "b.safetensors": tensors.slice(9) };
  const map = Object.entries(shards).flatMap(([file, part]) => part.map(([name]) => [name, file]));
  for (const [file, part] of Object.entries(shards)) {
    writeFileSync(join(folder, file), writeSafetensors(Object.fromEntries(part)));
  }
  const index = { weight_map: Object.fromEntries(map) };
  writeFileSync(join(folder, "model.safetensors.index.json"), JSON.stringify(index));
  rmSync(join(folder, "model.safetensors"));
  expect(await exported("shards", "sharded")).toMatchObject({ weights: ["a.safetensors", "b.safetensors"] });
  const session = await ort.InferenceSession.create(join(root, "sharded/model.onnx"));
  await session.release();
});

it("tailscope export into the model's own folder adds the graph and touches nothing else", async () => {
  writeTinyModel(join(root, "own"), "gpt2");
  const before = bytes("own/model.safetensors");
  await exported("own", "own");
  expect(bytes("own/model.safetensors")).toEqual(before);
  expect(filesUnder(join(root, "own"))).toHaveLength(4);
});

it("tailscope export replaces an older one, whose bytes under another name stay as they were", async () => {
  writeTinyModel(join(root, "new"), "gpt2", { tensors: tinyTensors("gpt2", 2) });
  writeTinyModel(join(root, "old"), "gpt2");
  mkdirSync(join(root, "again"));
  linkSync(join(root, "old/model.safetensors"), join(root, "again/model.safetensors"));
  const old = bytes("old/model.safetensors");
  await exported("new", "again");
  expect(bytes("again/model.safetensors")).toEqual(bytes("new/model.safetensors"));
  expect(bytes("old/model.safetensors")).toEqual(old);
});

it("tailscope export refuses in one sentence, and writes no graph", async () => {
  const told = (model: string, out: string) => refusal(() => exported(model, out));
  expect(await told("none", "x")).toMatch(/^bad-file: .*none is no folder/);
  writeTinyModel(join(root, "llama"), "gpt2", { config: { model_type: "llama" } });
  expect(await told("llama", "x")).toMatch(/^unsupported-model: .*"llama"/);
  writeTinyModel(join(root, "fine"), "gpt2");
  writeFileSync(join(root, "file"), "");
  expect(await told("fine", "file/x")).toMatch(/^io: .*file\/x can't be written \(ENOTDIR\)/);
  expect(filesUnder(root).filter((file) => /\/(x|file)\//.test(file))).toEqual([]);
});
