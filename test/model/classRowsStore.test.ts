import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { diskStore } from "../../src/cli/diskStore.ts";
import type { Recipe } from "../../src/core/atlas.ts";
import { emptyClassRows } from "../../src/core/classRows.ts";
import { Failure } from "../../src/core/failure.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { setRow } from "../../src/core/rows.ts";
import {
  classRowsStore,
  fitKey,
  keepRecipe,
  keptClasses,
  keptRecipe,
  removeFit,
} from "../../src/model/cache/classRowsStore.ts";
import type { PartStore } from "../../src/model/partStore.ts";
import { filesUnder } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { tinyBag, tinyRecipe } from "../support/tinyAtlas.ts";

const root = tempFolder();
const recipe = tinyRecipe();
const rowsOf = (c: number, of: Recipe = recipe) => {
  const rows = emptyClassRows(of, c);
  for (const layer of [0, 1]) setRow(rows, layer, fitDensity(tinyBag(c, layer), of.options, "a class"));
  return rows;
};

it("keeps classes of a fit, and says which", async () => {
  const parts = diskStore(join(root, "a"));
  const store = await classRowsStore(parts, recipe, "fits/x");
  expect([
    await store.read(1),
    await keptClasses(parts, "fits/x"),
    await keptRecipe(parts, "fits/x"),
  ]).toEqual([undefined, [], undefined]);
  await keepRecipe(parts, recipe, "fits/x");
  for (const c of [2, 0]) await store.write(rowsOf(c));
  expect(await store.read(2)).toEqual(rowsOf(2));
  expect([await keptClasses(parts, "fits/x"), await keptRecipe(parts, "fits/x")]).toEqual([[0, 2], recipe]);
  await removeFit(parts, "fits/x");
  expect(filesUnder(join(root, "a"))).toEqual([]);
});

it("has nothing of another recipe, and nothing that was damaged", async () => {
  const folder = join(root, "b");
  const parts = diskStore(folder);
  const store = await classRowsStore(parts, recipe);
  await store.write(rowsOf(1));
  const other = tinyRecipe({ densityFloor: 1e-7 });
  expect(await (await classRowsStore(parts, other)).read(1)).toBeUndefined();
  const file = join(folder, "class-1");
  const bytes = readFileSync(file);
  for (const at of [20, bytes.length >> 1, bytes.length - 1]) {
    writeFileSync(
      file,
      bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
    );
    expect(await store.read(1)).toBeUndefined();
  }
  writeFileSync(file, bytes.subarray(0, bytes.length - 40));
  expect(await store.read(1)).toBeUndefined();
  await store.write(rowsOf(1));
  expect(readFileSync(file)).toEqual(bytes);
});

it("may be written by two at once", async () => {
  const folder = join(root, "c");
  const stores = await Promise.all([0, 1, 2].map(() => classRowsStore(diskStore(folder), recipe)));
  for (const c of [0, 1, 2]) await Promise.all(stores.map((store) => store.write(rowsOf(c))));
  for (const c of [0, 1, 2]) expect(await stores[c]!.read(c)).toEqual(rowsOf(c));
  expect(filesUnder(folder).map((file) => file.slice(folder.length + 1))).toEqual([
    "class-0",
    "class-1",
    "class-2",
  ]);
});

it("is content where another has just written what it could not, and tries again where nobody has", async () => {
  const parts = diskStore(join(root, "d"));
  const other = await classRowsStore(parts, recipe);
  let opened = 0;
  const held: PartStore = {
    ...parts,
    async open(path) {
      if (opened++ > 0) return parts.open(path);
      throw new Failure("io", "It is being written by another tab.");
    },
  };
  const store = await classRowsStore(held, recipe);
  await store.write(rowsOf(0));
  expect([opened, await other.read(0)]).toEqual([2, rowsOf(0)]);
  opened = 0;
  await store.write(rowsOf(0));
  expect(opened).toBe(1);
});

it("goes by the recipe's key, which no order of fields changes", async () => {
  const turned = Object.fromEntries(Object.entries(recipe).reverse()) as unknown as Recipe;
  expect(await fitKey(turned)).toBe(await fitKey(recipe));
  expect(await fitKey(recipe)).toMatch(/^[0-9a-f]{64}$/);
  expect(await fitKey(tinyRecipe({ bandwidthScale: 1 }))).not.toBe(await fitKey(recipe));
});
