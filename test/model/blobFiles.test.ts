import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { blobFiles } from "../../src/model/blobFiles.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const folder = writeTinyModel(tempFolder(), "gpt_neox");
const handed = (names: string[], under = "") =>
  names.map((name) => ({ path: under + name, file: new Blob([readFileSync(join(folder, name))]) }));
const all = ["config.json", "model.safetensors", "tokenizer.json"];

it.each(["", "my model/", "a/b/"])("files handed over under “%s” are the folder's", async (under) => {
  const checkpoint = await openCheckpoint(blobFiles("mine", handed(all, under)));
  const expected = await openCheckpoint(folderFiles(folder));
  expect(checkpoint.id).toBe("mine");
  expect((await checkpoint.layerWeights(1)).values).toEqual((await expected.layerWeights(1)).values);
  expect(await checkpoint.sha256()).toBe(await expected.sha256());
});

it("are read in slices, and never whole", async () => {
  const slices: number[] = [];
  const files = handed(all).map(({ path, file }) => {
    const slice = file.slice.bind(file);
    file.slice = (begin, end) => {
      slices.push(end! - begin!);
      return slice(begin, end);
    };
    if (path.endsWith(".safetensors")) file.arrayBuffer = () => Promise.reject(new Error("read whole"));
    return { path, file };
  });
  await (await openCheckpoint(blobFiles("mine", files))).layerWeights(0);
  expect(slices.length).toBeGreaterThan(12);
});

it("a config.json nearer to the top is the model's", async () => {
  const files = [...handed(all), { path: "old/config.json", file: new Blob(["{}"]) }];
  expect((await openCheckpoint(blobFiles("mine", files))).architecture.nLayers).toBe(2);
});

it("what is missing is told with what is there instead", async () => {
  const files = [...handed(["config.json"]), { path: "pytorch_model.bin", file: new Blob(["x"]) }];
  expect(await refusal(() => openCheckpoint(blobFiles("mine", files)))).toBe(
    "bad-file: mine has neither model.safetensors nor model.safetensors.index.json, but pytorch_model.bin: only safetensors checkpoints can be read.",
  );
});
