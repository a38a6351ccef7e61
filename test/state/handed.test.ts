import { expect, it } from "vitest";
import { isOfUse, sortHanded } from "../../src/state/handed.ts";
import { fromInput } from "../../src/state/walk.ts";
import { refusal } from "../support/refusal.ts";

const file = (path: string) => ({ path, file: new File([], path.replace(/^.*\//, "")) });

it("only what a model is made of is read", () => {
  const paths = [
    "config.json",
    "model-00001-of-00002.safetensors",
    "onnx/model.onnx",
    "onnx/model.onnx_data",
  ];
  for (const path of [...paths, "a.onnx.data", "model.onnx_data_1", "x.atlas"])
    expect(isOfUse(path)).toBe(true);
  for (const path of [".git/config.json", ".hidden.json", "pytorch_model.bin", "README.md", "tf_model.h5"])
    expect(isOfUse(path)).toBe(false);
});
it("a folder keeps its name, loose files that of the .onnx, and an atlas is set apart", () => {
  const folder = sortHanded([file("config.json"), file("own.atlas"), file("README.md")], "gpt2");
  expect(folder.name).toBe("gpt2");
  expect(folder.model.map(({ path }) => path)).toEqual(["config.json"]);
  expect(folder.atlas?.name).toBe("own.atlas");
  expect(sortHanded([file("gpt2-fp16.onnx"), file("gpt2-fp16.onnx_data")]).name).toBe("gpt2-fp16");
  expect(sortHanded([file("config.json")]).name).toBe("loose files");
});
it("what can't be opened is refused by name", async () => {
  const sentence = await refusal(async () => sortHanded([file("pytorch_model.bin")], "old"));
  expect(sentence).toMatch(/^usage: .*“old”.*pytorch_model\.bin/);
});
it("paths of a picked folder are relative to it", () => {
  const inside = (path: string) =>
    Object.defineProperty(new File([], path.replace(/^.*\//, "")), "webkitRelativePath", { value: path });
  const list = [inside("pythia/config.json"), inside("pythia/onnx/model.onnx")] as unknown as FileList;
  expect(fromInput(list).folder).toBe("pythia");
  expect(fromInput(list).files.map(({ path }) => path)).toEqual(["config.json", "onnx/model.onnx"]);
});
