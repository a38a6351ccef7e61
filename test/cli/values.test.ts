import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, it } from "vitest";
import { valuesCommand } from "../../src/cli/commands/values.ts";
import { parseFlags } from "../../src/cli/flags.ts";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { readAtlas } from "../../src/core/atlas.ts";
import { moments } from "../../src/core/moments.ts";
import { type Pooling, poolValues } from "../../src/core/pooling.ts";
import { dropLastWord } from "../../src/core/text.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import type { ModelSource } from "../../src/model/modelSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { filesUnder, tailscopeJson } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";
import { readTensors } from "../support/tensors.ts";
import { tinyData } from "../support/tinyData.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const model = writeTinyModel(join(root, "model"), "gpt2");
const [data, split] = [join(root, "data.json"), join(root, "split.json")];
const sentences = tinyData(6);
sentences["about clocks"]!.loud!.push("ONE SENTENCE MORE");
const paths = Object.entries(sentences).flatMap(([s, a]) => Object.keys(a).map((v) => [s, v] as const));
const held = paths.map(([s, v]) => sentences[s]![v]![2]!);
const inOrder = paths.flatMap(([s, v]) => {
  const all = sentences[s]![v]!;
  return [...all.filter((_, i) => i !== 2), all[2]!].map((text, i) => ({
    text,
    subject: s,
    attribute: v,
    part: i === all.length - 1 ? "test" : "train",
  }));
});
const values = (out: string, ...flags: string[]) =>
  tailscopeJson<Record<string, unknown>>(
    ...["values", "--model", model, "--data", data, "--split", split, "--out", join(root, out)],
    ...flags,
  );
const rowsOf = async (out: string) =>
  parquetReadObjects({ file: await asyncBufferFromFile(join(root, out)) });
const bytes = (out: string) => new Uint8Array(readFileSync(join(root, out)));

/** Each sentence on its own through the model: a batch of one. [sentence][layer] */
let source: ModelSource<Float32Array>;
async function direct(text: string, pooling: Pooling): Promise<Float32Array[]> {
  const { ids } = source.tokenize(dropLastWord(text), true);
  const layers: Float32Array[] = [];
  for await (const { layer, residPost } of source.run([ids])) {
    const own = residPost.slice(0, ids.length * 16);
    layers[layer] = poolValues(own, ids.length, 16, { pooling, center: true, skipBos: true });
  }
  return layers;
}
const expectClose = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(1e-4); // batches sum in another order
};

beforeAll(async () => {
  writeFileSync(data, JSON.stringify(sentences));
  writeFileSync(split, JSON.stringify({ test_sentences: held, test_categories: paths }));
  source = await openBlockSource(folderFiles(model), nodeRuntime());
  return () => source.release();
});

describe("tailscope values --per sentence", () => {
  it("gives a row a sentence × layer with the moments of its values", async () => {
    const { json } = await values("s.parquet");
    const rows = await rowsOf("s.parquet");
    expect([json.rows, rows.length]).toEqual([25 * 2, 25 * 2]);
    for (const [i, { text, ...who }] of inOrder.entries()) {
      const bags = await direct(text, "last");
      for (const layer of [0, 1]) {
        const row = rows[2 * i + layer]!;
        expect(row).toMatchObject({ sentence: i, text, ...who, layer, count: 16 });
        const { mean, std, min, max, kurtosis } = moments(bags[layer]!);
        expectClose([row.mean, row.std, row.min, row.max], [mean, std, min, max]);
        expect(row.kurtosis / kurtosis).toBeCloseTo(1, 3);
        expect(row.beyond_2_std).toBe(bags[layer]!.filter((v) => Math.abs(v - mean) > 2 * std).length);
      }
    }
    expect(rows.some((row) => row.beyond_2_std > 0)).toBe(true);
  });

  it("has categories in dictionaries, and says in the file what it is of", async () => {
    const { row_groups, key_value_metadata } = await parquetMetadataAsync(
      await asyncBufferFromFile(join(root, "s.parquet")),
    );
    const columns = row_groups[0]!.columns.map((c) => c.meta_data!);
    const encodings = Object.fromEntries(columns.map((c) => [c.path_in_schema[0], c.encodings]));
    for (const name of ["subject", "attribute", "part"]) expect(encodings[name]).toContain("RLE_DICTIONARY");
    const about = JSON.parse(key_value_metadata!.find((pair) => pair.key === "tailscope")!.value!);
    expect(about).toMatchObject({ model: { id: "model" }, data: { name: "data.json" }, layers: [0, 1] });
  });
});

describe("tailscope values --per value", () => {
  it("gives every value with its dimension, float32 as the model gave it", async () => {
    await values("v.parquet", "--per", "value", "--layers", "1");
    const rows = await rowsOf("v.parquet");
    expect(rows).toHaveLength(25 * 16);
    for (const [i, { text, ...who }] of inOrder.entries()) {
      const own = rows.slice(16 * i, 16 * (i + 1));
      expect(own.map((r) => r.dimension)).toEqual(Array.from({ length: 16 }, (_, d) => d));
      for (const row of own) expect(row).toMatchObject({ sentence: i, ...who, layer: 1 });
      expectClose(
        own.map((r) => r.value),
        (await direct(text, "last"))[1]!,
      );
      expect(own.every((r) => Math.fround(r.value) === r.value)).toBe(true);
    }
  });

  it("names token positions where all tokens are taken", async () => {
    await values("all.parquet", "--per", "value", "--pooling", "all");
    const rows = await rowsOf("all.parquet");
    const own = rows.filter((r) => r.sentence === 3 && r.layer === 0);
    const bag = (await direct(inOrder[3]!.text, "all"))[0]!;
    expectClose(
      own.map((r) => r.value),
      bag,
    );
    expect([own[0]!.pos, own[17]!.pos, own[17]!.dimension]).toEqual([1, 2, 1]);
    expect(own.at(-1)!.pos).toBe(bag.length / 16);
  });
});

describe("tailscope values to safetensors", () => {
  it("gives what fit reads by --from-activations: the atlas of the model itself", async () => {
    const { json } = await values("a.safetensors", "--per-class", "5");
    const { train, test, true_class } = readTensors(bytes("a.safetensors"));
    expect([train!.shape, test!.shape]).toEqual([
      [4, 5, 2, 16],
      [4, 2, 16],
    ]);
    expect([...true_class!.data]).toEqual([0, 1, 2, 3]);
    expectClose(test!.data.subarray(32, 48), (await direct(held[1]!, "last"))[0]!);
    expectClose(train!.data.subarray(16, 32), (await direct(inOrder[0]!.text, "last"))[1]!);

    const classes = json.classes as string;
    expect(JSON.parse(readFileSync(classes, "utf8"))).toEqual(paths);
    const given = ["--from-activations", join(root, "a.safetensors"), "--classes", classes];
    await tailscopeJson("fit", ...given, "--out", join(root, "given.atlas"));
    await tailscopeJson(
      ...["fit", "--model", model, "--data", data, "--split", split, "--out", join(root, "own.atlas")],
    );
    const [a, b] = ["given.atlas", "own.atlas"].map((name) => readAtlas(bytes(name), name));
    expect([...a!.count.slice(0, 4)]).toEqual([...b!.count.slice(0, 4)]);
    expectClose(a!.mean.slice(0, 4), b!.mean.slice(0, 4));
    expectClose(a!.std.slice(0, 4), b!.std.slice(0, 4));
  });
});

describe("tailscope values refuses", () => {
  const silent = { progress() {}, say() {}, result() {} };
  const refused = (out: string, ...more: string[]) => {
    const words = ["--model", model, "--data", data, "--split", split, "--out", join(root, out), ...more];
    return refusal(() => valuesCommand.run(parseFlags(words, valuesCommand.flags).flags, [], silent));
  };

  it("classes of different sizes for a tensor, and says what to do", async () => {
    expect(await refused("x.safetensors")).toBe(
      "bad-data: Classes have 5 to 6 training sentences, a tensor [class, sentence, …] needs equally many: give --per-class 5 for the first 5 of each.",
    );
    expect(await refused("x.safetensors", "--per-class", "6")).toContain("the smallest class has 5");
  });

  it("more activations than memory takes", async () => {
    const said = await refused("x.safetensors", "--per-class", "5", "--memory-budget", "0.000005");
    expect(said).toMatch(/^out-of-memory: The activations are 4 kB, and 3 kB are the most/);
  });

  it("names, layers and flags that make no sense, and leaves nothing behind", async () => {
    expect(await refused("x.csv")).toContain("usage: --out");
    expect(await refused("x.parquet", "--layers", "1-2")).toBe(
      "usage: --layers: the model has no layer 2, its last is 1.",
    );
    expect(await refused("x.parquet", "--per", "token")).toContain("value or sentence");
    expect(await refused("x.parquet", "--per-class", "5")).toContain("for safetensors files only");
    expect(await refused("x.safetensors", "--pooling", "all")).toContain("different sizes");
    expect(filesUnder(root).filter((f) => /x\.|\.part$/.test(f))).toEqual([]);
  });

  it("a place where nothing can be written", async () => {
    expect(await refused("data.json/x.parquet")).toMatch(
      /x\.parquet can't be written \(E(NOTDIR|EXIST)\)\.$/,
    );
  });
});
