import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { filesUnder, tailscopeJson, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { tinyData } from "../support/tinyData.ts";
import { tinyConfig, tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const [data, atlas] = [join(root, "data.json"), join(root, "a.atlas")];
const model = writeTinyModel(join(root, "model"), "gpt2");
const outFolder = join(root, "out");
mkdirSync(outFolder);
const out = join(outFolder, "x");

function put(name: string, content: string | Uint8Array): string {
  writeFileSync(join(root, name), content);
  return join(root, name);
}

beforeAll(async () => {
  put("data.json", JSON.stringify(tinyData()));
  await tailscopeJson("fit", "--model", model, "--data", data, "--out", atlas);
});
afterEach(() => {
  expect(filesUnder(root).filter((f) => f.endsWith(".part") || f.startsWith(outFolder))).toEqual([]);
});

describe("a model is refused", () => {
  const told = (folder: string) => tailscopeRefusal("fit", "--model", folder, "--data", data, "--out", out);

  it("of another architecture, cut short, or not there", async () => {
    const llama = writeTinyModel(join(root, "llama"), "gpt2", {
      config: { ...tinyConfig("gpt2"), model_type: "llama" },
    });
    expect(await told(llama)).toMatch(/^1 llama\/config\.json describes a "llama" model; /);
    const weights = writeSafetensors(tinyTensors("gpt2")).slice(0, 9000);
    const short = writeTinyModel(join(root, "short"), "gpt2", { weights });
    expect(await told(short)).toMatch(/^1 short\/model\.safetensors can't be read: .* it is cut short\.$/);
    expect(await told(join(root, "nowhere"))).toContain("nowhere is no folder");
    const mute = writeTinyModel(join(root, "mute"), "gpt2", { tokenizer: undefined });
    expect(await told(mute)).toContain("1 mute has no tokenizer.json");
  });
});

describe("data is refused", () => {
  const told = (file: string, ...more: string[]) =>
    tailscopeRefusal("fit", "--model", model, "--data", file, "--out", out, ...more);

  it("by file and place", async () => {
    expect(await told(put("poor.json", '{"a":["x y","z"],"b":["one"]}'))).toContain(
      'poor.json can\'t be used as a data set: the class "b" has 1 training sentence(s)',
    );
    expect(await told(put("odd.json", '{"a":["x",7],"b":["y"]}'))).toContain(
      'sentence 2 of "a" is number, not text.',
    );
    expect(await told(put("broken.json", "{"))).toMatch(/^1 .*broken\.json is no JSON: /);
    expect(await told(join(root, "none.json"))).toMatch(/^1 .*none\.json can't be read \(ENOENT\)\.$/);
    expect(await told(data, "--split", put("split.json", "{}"))).toContain("split.json is no split file");
  });
});

describe("an atlas is refused", () => {
  const predict = (m: string, a: string) => tailscopeRefusal("predict", "--model", m, "--atlas", a, "a bee");
  const evaluate = (m: string, a: string, d = data) =>
    tailscopeRefusal("evaluate", "--model", m, "--atlas", a, "--data", d, "--out", out);

  it("that was fitted on another model, its weights or its shape", async () => {
    const other = writeTinyModel(join(root, "other"), "gpt2", { tensors: tinyTensors("gpt2", 2) });
    expect(await predict(other, atlas)).toMatch(
      /^1 .*a\.atlas was fitted on model, whose weights differ from those of other/,
    );
    expect(await evaluate(other, atlas)).toContain("whose weights differ");
    const config = { ...tinyConfig("gpt2"), n_layer: 1 };
    const flat = writeTinyModel(join(root, "flat"), "gpt2", { config });
    expect(await predict(flat, atlas)).toContain("(2 layers × 16 against 1 × 16)");
  });

  it("cut short, without recipe, or fitted on other classes", async () => {
    const bytes = new Uint8Array(readFileSync(atlas));
    expect(await predict(model, put("short.atlas", bytes.slice(0, -1)))).toContain("it is cut short");
    expect(await predict(model, put("empty.atlas", ""))).toContain("too few for a safetensors file");
    expect(await predict(model, join(model, "model.safetensors"))).toContain(
      "is a safetensors file but no atlas",
    );
    const two = put("two.json", '{"a":["x y","z w"],"b":["one two","three four"]}');
    expect(await evaluate(model, atlas, two)).toContain("was fitted on other classes than those of");
  });
});

describe("an output that can't be written", () => {
  it("is told with its place", async () => {
    const below = join(data, "x");
    const told = await tailscopeRefusal("activations", "--model", model, "--ids", "1", "--out", below);
    expect(told).toMatch(/^1 .*data\.json\/x can't be written \(E[A-Z]+\)\.$/);
    const folder = await tailscopeRefusal("activations", "--model", model, "--ids", "1", "--out", outFolder);
    expect(folder).toMatch(/^1 .*out can't be written \(E[A-Z]+\)\.$/);
  });
});
