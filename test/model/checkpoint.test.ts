import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { bf16ToF32, f16ToF32 } from "../../src/core/floats.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { tempFolder } from "../support/folder.ts";
import { bf16Bits, f16Bits, halfSafetensors } from "../support/rawSafetensors.ts";
import { refusal } from "../support/refusal.ts";
import { type Tensors, tinyConfig, tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const open = (folder: string) => openCheckpoint(folderFiles(folder));
const tensors = tinyTensors("gpt2");
const plain = await open(writeTinyModel(join(root, "plain"), "gpt2"));

/** A model in two shards and an index of them. */
function sharded(name: string): string {
  const folder = writeTinyModel(join(root, name), "gpt2");
  rmSync(join(folder, "model.safetensors"));
  const names = Object.keys(tensors);
  const place = (key: string) => `model-${names.indexOf(key) % 2}.safetensors`;
  for (const file of [place(names[0]!), place(names[1]!)]) {
    const part = Object.fromEntries(Object.entries(tensors).filter(([key]) => place(key) === file));
    writeFileSync(join(folder, file), writeSafetensors(part));
  }
  const weight_map = Object.fromEntries(names.map((key) => [key, place(key)]));
  writeFileSync(join(folder, "model.safetensors.index.json"), JSON.stringify({ weight_map }));
  return folder;
}

describe("a checkpoint", () => {
  it("gives a layer's tensors in the order of its block, and rows of the embedding", async () => {
    const names = Object.keys(tensors).filter((name) => name.includes("h.1."));
    const expected = names.flatMap((name) => Array.from(tensors[name]!.data, Number));
    expect([...(await plain.layerWeights(1)).values]).toEqual(expected);
    const embedding = await plain.embedding();
    const wte = tensors["transformer.wte.weight"]!.data as Float32Array;
    expect([embedding.rows, embedding.row(256)]).toEqual([257, wte.subarray(256 * 16)]);
  });

  it.each([true, false])("is the same in shards, and with prefixes: %s", async (prefix) => {
    const folder = writeTinyModel(join(root, `prefix-${prefix}`), "gpt2", {
      tensors: tinyTensors("gpt2", 1, prefix),
    });
    for (const other of [await open(folder), await open(sharded(`shards-${prefix}`))]) {
      expect(await other.layerWeights(0)).toEqual(await plain.layerWeights(0));
      expect(await other.sha256()).toBe(await plain.sha256());
    }
  });

  it("leaves buffers and other tensors aside", async () => {
    const more: Tensors = { ...tensors, "transformer.h.0.attn.bias": { shape: [1], data: Uint8Array.of(1) } };
    const other = await open(writeTinyModel(join(root, "buffers"), "gpt2", { tensors: more }));
    expect(await other.sha256()).toBe(await plain.sha256());
  });

  it.each([
    ["F16", f16Bits, f16ToF32],
    ["BF16", bf16Bits, bf16ToF32],
  ] as const)("in %s has the stored values", async (dtype, bits, back) => {
    const weights = halfSafetensors(tensors, dtype, bits);
    const other = await open(writeTinyModel(join(root, dtype), "gpt2", { weights }));
    const rounded = (values: Float32Array) => back(Uint16Array.from(values, bits));
    expect((await other.layerWeights(1)).values).toEqual(rounded((await plain.layerWeights(1)).values));
    expect((await other.embedding()).row(7)).toEqual(rounded((await plain.embedding()).row(7)));
    expect(await other.sha256()).not.toBe(await plain.sha256());
  });

  it("has another hash with other weights", async () => {
    const other = await open(
      writeTinyModel(join(root, "seed-2"), "gpt2", { tensors: tinyTensors("gpt2", 2) }),
    );
    expect(await other.sha256()).not.toBe(await plain.sha256());
  });

  it("refuses a token id beyond its vocabulary", async () => {
    const embedding = await plain.embedding();
    expect(await refusal(() => embedding.row(257))).toBe(
      "bad-data: The token id 257 is not among the model's 257.",
    );
  });
});

describe("a checkpoint is refused", () => {
  let n = 0;
  const told = (parts: Parameters<typeof writeTinyModel>[2], name = `odd-${n++}`) =>
    refusal(() => open(writeTinyModel(join(root, name), "gpt2", parts)));

  it("with a tensor missing, by its name", async () => {
    const { "transformer.h.1.ln_2.bias": _, ...rest } = tensors;
    expect(await told({ tensors: rest }, "lacking")).toBe(
      'bad-file: lacking lacks the tensor "h.1.ln_2.bias", which its config.json promises.',
    );
    expect(await told({ config: { ...tinyConfig("gpt2"), n_layer: 1e9 } })).toContain(
      'the tensor "h.2.ln_1.weight"',
    );
  });

  it("with a tensor of a wrong shape or type", async () => {
    const turned = { shape: [16, 257], data: tensors["transformer.wte.weight"]!.data };
    expect(await told({ tensors: { ...tensors, "transformer.wte.weight": turned } }, "turned")).toBe(
      'bad-file: turned/model.safetensors: "wte.weight" has the shape [16,257], its config.json asks for [257,16].',
    );
    const double = { shape: [16], data: new Float64Array(16) };
    expect(await told({ tensors: { ...tensors, "transformer.h.0.ln_1.bias": double } })).toContain(
      "is stored as F64",
    );
  });

  it("cut short", async () => {
    const whole = writeSafetensors(tensors);
    for (const length of [0, 5, 60, 5000, whole.length - 1])
      expect(await told({ weights: whole.slice(0, length) })).toMatch(
        /^bad-file: odd-\d+\/model\.safetensors can't be read: .*(cut short|too few)/,
      );
  });

  it("without a shard that its index names", async () => {
    const folder = sharded("half");
    rmSync(join(folder, "model-1.safetensors"));
    expect(await refusal(() => open(folder))).toBe(
      "bad-file: half/model-1.safetensors is missing: the checkpoint is not complete.",
    );
  });

  it.each(["null", "{}", '{"weight_map":{"a":"../b"}}', '{"weight_map":{"a":7}}', "{"])(
    "with the index %s",
    async (index) => {
      const folder = sharded(`index-${n++}`);
      writeFileSync(join(folder, "model.safetensors.index.json"), index);
      expect(await refusal(() => open(folder))).toMatch(
        /^bad-file: index-\d+\/model\.safetensors\.index\.json (names|is no)/,
      );
    },
  );

  it("without config or weights, or with a config that is no JSON", async () => {
    const folder = join(root, "bare");
    mkdirSync(folder);
    expect(await refusal(() => open(folder))).toContain("bare has no config.json");
    writeFileSync(join(folder, "config.json"), JSON.stringify(tinyConfig("gpt2")));
    expect(await refusal(() => open(folder))).toContain("bare has neither model.safetensors nor");
    writeFileSync(join(folder, "config.json"), "{");
    expect(await refusal(() => open(folder))).toBe("bad-file: bare/config.json is no JSON.");
  });

  it.each([
    ["PK\u0003\u0004zipped bytes", "is a zip archive: unpack it first"],
    ["<!DOCTYPE html><html>log in</html>", "is a web page, not a checkpoint"],
    ["\n<html>", "is a web page"],
    ["version https://git-lfs.github.com/spec/v1", "is a Git LFS pointer"],
    ["GGUF\u0003\u0000\u0000\u0000", "is a GGUF file"],
    ["\u0000\u0000\u0000\u0080\u0002\u0000\u0000\u0000{}", "its header claims 10737418240 bytes"],
  ])("when its weights are something else: %j", async (text, said) => {
    expect(await told({ weights: Uint8Array.from(text, (c) => c.charCodeAt(0)) })).toContain(said);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("with %s among a layer's weights", async (odd) => {
    const name = "transformer.h.1.mlp.c_fc.bias";
    const data = Float32Array.from(tensors[name]!.data as Float32Array).fill(odd, 5, 6);
    const spoilt = await open(
      writeTinyModel(join(root, `odd-${n++}`), "gpt2", {
        tensors: { ...tensors, [name]: { shape: [64], data } },
      }),
    );
    expect(await refusal(() => spoilt.layerWeights(1))).toMatch(
      `model.safetensors: "h.1.mlp.c_fc.bias" holds ${odd} at 5; a model with such weights can't be run`.replace(
        '"h.',
        `"transformer.h.`,
      ),
    );
    expect((await spoilt.layerWeights(0)).values.length).toBeGreaterThan(0);
  });

  it("with a shard outside of its folder", async () => {
    const folder = sharded(`index-${n++}`);
    const index = JSON.stringify({ weight_map: { a: "../../x" } });
    writeFileSync(join(folder, "model.safetensors.index.json"), index);
    expect(await refusal(() => open(folder))).toContain('names "../../x", which is no file of its folder');
  });
});
