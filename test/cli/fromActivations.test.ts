import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { densityRow, readAtlas } from "../../src/core/atlas.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { type TensorData, writeSafetensors } from "../../src/core/safetensors.ts";
import { filesUnder, tailscopeJson, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { logisticBag } from "../support/normal.ts";

const root = tempFolder();
const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(root, name), content);
  return join(root, name);
};
const [nClasses, nSentences, nLayers, dModel] = [2, 5, 2, 32];
const size = nLayers * dModel;
// class 1 lies higher, so that it can be told apart
const high = (values: Float32Array) => values.map((v) => v + 6);
const trainOf = (c: number) =>
  c === 0 ? logisticBag(nSentences * size, 1) : high(logisticBag(nSentences * size, 2));
const train = {
  shape: [nClasses, nSentences, nLayers, dModel],
  data: Float32Array.from([...trainOf(0), ...trainOf(1)]),
};
const test = {
  shape: [2, nLayers, dModel],
  data: Float32Array.from([...logisticBag(size, 9), ...high(logisticBag(size, 8))]),
};
const true_class = { shape: [2], data: BigInt64Array.of(0n, 1n) };
const tensors = (changed: Record<string, TensorData> = {}) =>
  writeSafetensors({ train, test, true_class, ...changed });
const file = put("f.safetensors", tensors());
const classes = put("classes.json", '[["low"],["high"]]');
const atlas = join(root, "a.atlas");
const out = join(root, "never");
const fitting = (path: string, to: string) => [
  "fit",
  "--from-activations",
  path,
  "--classes",
  classes,
  "--out",
  to,
];
const judging = (path: string, to: string) => [
  "evaluate",
  "--atlas",
  atlas,
  "--from-activations",
  path,
  "--out",
  to,
];

afterEach(() => {
  expect(filesUnder(root).filter((f) => f.endsWith(".part") || f.startsWith(out))).toEqual([]);
});

describe("activations made elsewhere", () => {
  it("are fitted by class and layer, twice to the same bytes", async () => {
    await tailscopeJson(...fitting(file, atlas));
    await tailscopeJson(...fitting(file, `${atlas}.again`));
    const bytes = new Uint8Array(readFileSync(atlas));
    expect(new Uint8Array(readFileSync(`${atlas}.again`))).toEqual(bytes);
    const bag = Array.from({ length: nSentences }, (_, s) => [
      ...trainOf(1).subarray(s * size, s * size + dModel),
    ]);
    const fitted = fitDensity(Float32Array.from(bag.flat()), PUBLISHED, "class 1, layer 0");
    expect(densityRow(readAtlas(bytes, atlas), 1, 0)).toEqual(Float32Array.from(fitted.density.y));
  });

  it("are evaluated without a model", async () => {
    const { json } = await tailscopeJson<Report>(...judging(file, join(root, "report")), "--mode", "full");
    expect(json.modes.full!.path.confusion).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(json.modes.full!.levels.map((l) => l.labels)).toEqual([["low", "high"]]);
  });

  it("in float64 give what they give in float32", async () => {
    const wide = put(
      "f64.safetensors",
      tensors({ train: { ...train, data: Float64Array.from(train.data) } }),
    );
    await tailscopeJson(...fitting(wide, join(root, "f64.atlas")));
    const [a, b] = [atlas, join(root, "f64.atlas")].map((p) => readAtlas(new Uint8Array(readFileSync(p)), p));
    expect(b!.density).toEqual(a!.density);
  });
});

describe("activations are refused", () => {
  const fitted = (content: Uint8Array) => tailscopeRefusal(...fitting(put("odd.safetensors", content), out));

  it("that are constant, by class and layer", async () => {
    const flat = { ...train, data: train.data.map((v, i) => (i < nSentences * size ? 0.25 : v)) };
    expect(await fitted(tensors({ train: flat }))).toBe(
      '1 All 160 values of "low" at layer 0 are 0.25: with no spread there is no bandwidth, hence no density.',
    );
    const nan = { ...train, data: train.data.map((v, i) => (i === 3 ? Number.NaN : v)) };
    expect(await fitted(tensors({ train: nan }))).toContain('"low" at layer 0 are not all finite');
  });

  it("of fewer than two sentences, of other classes or of another shape", async () => {
    const one = { shape: [2, 1, nLayers, dModel], data: train.data.slice(0, 2 * size) };
    expect(await fitted(tensors({ train: one }))).toContain(
      "has 1 sentence(s) a class; two or more are needed",
    );
    const five = { ...train, shape: [5, 2, nLayers, dModel] };
    expect(await fitted(tensors({ train: five }))).toContain("has 5 classes, the list names 2");
    const flat = { ...train, shape: [train.data.length] };
    expect(await fitted(tensors({ train: flat }))).toContain(
      '"train" is F32 [640]; F32 or F64 with 4 dimensions',
    );
    expect(await fitted(writeSafetensors({ test }))).toContain('it lacks the tensor "train"');
    expect(await fitted(tensors().slice(0, -1))).toContain("it is cut short");
  });

  it("that the atlas was not fitted for, or whose truth is off", async () => {
    const told = (changed: Record<string, TensorData>) =>
      tailscopeRefusal(...judging(put("odd.safetensors", tensors(changed)), out));
    const narrow = { ...test, shape: [4, nLayers, dModel / 2] };
    expect(await told({ test: narrow })).toMatch(/has 2 layers × 16, .*a\.atlas was fitted on 2 × 32\.$/);
    const far = { shape: [2], data: BigInt64Array.of(0n, 2n) };
    expect(await told({ true_class: far })).toContain("true_class 2 is not among the 2 classes");
    const three = { shape: [3], data: BigInt64Array.of(0n, 1n, 1n) };
    expect(await told({ true_class: three })).toContain("true_class has 3 entries for 2 sentences");
    const none = { test: { ...test, shape: [0, nLayers, dModel], data: new Float32Array() } };
    expect(await told({ ...none, true_class: { shape: [0], data: new BigInt64Array() } })).toContain(
      "holds no sentences",
    );
  });

  it("whose list of classes is none", async () => {
    for (const list of ["[]", '[["a"]]', '["a","b"]', '[["a"],["b","c"]]', "{"]) {
      const args = ["fit", "--from-activations", file, "--classes", put("odd.json", list), "--out", out];
      expect(await tailscopeRefusal(...args)).toMatch(/^1 .*odd\.json(:| is no) /);
    }
  });
});
