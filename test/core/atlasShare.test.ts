import { describe, expect, it } from "vitest";
import { type Recipe, readAtlas, setDensity, writeAtlas } from "../../src/core/atlas.ts";
import { readShare, shareMerger, writeShare } from "../../src/core/atlasShare.ts";
import { canonicalJson } from "../../src/core/canonicalJson.ts";
import { emptyClassRows, readClassRows, writeClassRows } from "../../src/core/classRows.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { classesOfShare } from "../../src/core/fitShare.ts";
import { recipeDifference } from "../../src/core/recipeDifference.ts";
import { setRow } from "../../src/core/rows.ts";
import { readHeader, writeSafetensors } from "../../src/core/safetensors.ts";
import { refusal } from "../support/refusal.ts";
import { readTensors } from "../support/tensors.ts";
import { tinyAtlas, tinyBag, tinyRecipe } from "../support/tinyAtlas.ts";

const recipe = tinyRecipe();
const rowsOf = (c: number, of: Recipe = recipe) => {
  const rows = emptyClassRows(of, c);
  for (const layer of [0, 1]) setRow(rows, layer, fitDensity(tinyBag(c, layer), of.options, "a class"));
  return rows;
};
const shareOf = (...classes: number[]) => writeShare({ recipe, classes: classes.map((c) => rowsOf(c)) });
const merged = (...files: Uint8Array<ArrayBuffer>[]) => {
  const merger = shareMerger();
  files.forEach((file, i) => {
    merger.add(readShare(file, `${i}.atlas`), `${i}.atlas`);
  });
  return writeAtlas(merger.atlas());
};

describe("shares of an atlas", () => {
  it("are every n-th class, and all of them together", () => {
    expect(classesOfShare(10, 3, 4)).toEqual([2, 6]);
    expect([1, 2, 3, 4].flatMap((i) => classesOfShare(10, i, 4)).sort((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it("are merged to the bytes of the whole, in any order and with repeats", () => {
    const whole = writeAtlas(tinyAtlas());
    expect(merged(shareOf(1), shareOf(0, 2))).toEqual(whole);
    expect(merged(shareOf(2, 1), shareOf(1), shareOf(0, 1))).toEqual(whole);
  });

  it("are refused as an atlas, and an atlas as a share", async () => {
    expect(await refusal(() => readAtlas(shareOf(1), "p.atlas"))).toBe(
      "bad-file: p.atlas is a share of an atlas: join it with the others first, by `tailscope atlas merge part*.atlas --out whole.atlas`.",
    );
    expect(await refusal(() => readShare(writeAtlas(tinyAtlas()), "a.atlas"))).toBe(
      "bad-file: a.atlas is a whole atlas already, not a share of one.",
    );
  });

  it("of different recipes are refused by the first field that differs", async () => {
    const other = tinyRecipe({ bandwidthScale: 1 });
    const file = writeShare({ recipe: other, classes: [rowsOf(0, other)] });
    expect(await refusal(() => merged(shareOf(1), file))).toBe(
      "mismatch: 0.atlas and 1.atlas are shares of different atlases: options.bandwidthScale is 4 in the first, 1 in the second.",
    );
  });

  it("are refused where classes are missing, or are there twice and differ", async () => {
    expect(await refusal(() => merged(shareOf(1)))).toBe(
      'bad-data: 2 of 3 classes are in no share: "bees" (0), "日本語" (2).',
    );
    const odd = rowsOf(1);
    odd.density[399]! += 1e-7;
    const file = writeShare({ recipe, classes: [odd] });
    expect(await refusal(() => merged(shareOf(0, 1), file))).toBe(
      'mismatch: The class "clocks" is in 0.atlas and in 1.atlas, and differs: leave one of them out.',
    );
    expect(await refusal(() => shareMerger().atlas())).toMatch(/^usage: /);
  });

  it.each(["", "{}", "[]", "[7]", "[0,0]", "[0.5]", '["length"]', "[-1]"])(
    "whose classes are %s are refused as damaged",
    async (indices) => {
      const file = writeSafetensors(readTensors(shareOf(1)) as never, {
        tailscope: JSON.stringify(recipe),
        tailscope_share: indices,
      });
      expect(await refusal(() => readShare(file, "p"))).toBe(
        "bad-file: p can't be used: what it says of its classes is damaged.",
      );
    },
  );

  it("of a newer version, cut short or with fewer classes than they claim are refused", async () => {
    const file = shareOf(0, 2);
    const tensors = readTensors(file) as never;
    const { metadata } = readHeader(file, "p");
    const newer = { ...metadata, tailscope: JSON.stringify({ ...recipe, version: 2 }) };
    expect(await refusal(() => readShare(writeSafetensors(tensors, newer), "p"))).toBe(
      "bad-file: p is an atlas of the version 2; this program reads version 1.",
    );
    const more = { ...metadata, tailscope_share: "[0,1,2]" };
    expect(await refusal(() => readShare(writeSafetensors(tensors, more), "p"))).toMatch(
      /^bad-file: p can't/,
    );
    for (const length of [0, 9, 300, file.length - 1])
      expect(await refusal(() => readShare(file.slice(0, length), "p"))).toMatch(/^bad-file: /);
  });
});

describe("one class's rows as bytes", () => {
  const file = writeClassRows(rowsOf(2), "key");
  const read = (bytes: Uint8Array<ArrayBuffer>, c = 2, key = "key") =>
    readClassRows(bytes, recipe, key, c, "f");

  it("come back as they were", () => {
    expect(read(file)).toEqual(rowsOf(2));
    const atlas = tinyAtlas();
    setDensity(atlas, 2, 1, fitDensity(tinyBag(2, 1), recipe.options, "a class"));
    expect(read(file).density.subarray(200)).toEqual(
      atlas.density.slice((2 * 2 + 1) * 200, (2 * 2 + 2) * 200),
    );
  });

  it("are refused of another recipe or class, damaged or cut short", async () => {
    expect(await refusal(() => read(file, 2, "other"))).toMatch(/^mismatch: f is not what this fit keeps/);
    expect(await refusal(() => read(file, 1))).toMatch(/^mismatch: /);
    for (const length of [0, 9, 300, file.length - 1])
      expect(await refusal(() => read(file.slice(0, length)))).toMatch(/^bad-file: f/);
  });
});

describe("recipes", () => {
  it("are told apart by what a person chose first, whatever the order of their fields", () => {
    const turned = Object.fromEntries(Object.entries(recipe).reverse()) as unknown as Recipe;
    expect(recipeDifference(recipe, turned)).toBeUndefined();
    expect(canonicalJson(turned)).toBe(canonicalJson(recipe));
    const other = {
      ...recipe,
      model: { ...recipe.model, id: "b" },
      options: { ...recipe.options, tailRule: { rule: "std" as const, k: 2 } },
    };
    expect(recipeDifference(recipe, other)).toEqual({
      path: "options.tailRule.rule",
      a: '"published"',
      b: '"std"',
    });
    expect(canonicalJson(other)).not.toBe(canonicalJson(recipe));
  });
});
