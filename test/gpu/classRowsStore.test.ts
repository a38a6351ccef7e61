import { beforeEach, expect, it } from "vitest";
import { emptyClassRows } from "../../src/core/classRows.ts";
import { classRowsStore, keptClasses, removeFit } from "../../src/model/cache/classRowsStore.ts";
import { opfsStore } from "../../src/model/cache/opfsStore.ts";
import { tinyRecipe } from "../support/tinyAtlas.ts";

const recipe = tinyRecipe();
const rowsOf = (c: number) => {
  const rows = emptyClassRows(recipe, c);
  rows.density.forEach((_, i) => {
    rows.density[i] = Math.sin(i + 100 * c);
  });
  return rows;
};
beforeEach(async () => removeFit((await opfsStore("fits-test"))!, "f"));

it("two that fit the same at once keep the same classes, whole", async () => {
  const stores = await Promise.all(
    [0, 1].map(async () => classRowsStore((await opfsStore("fits-test"))!, recipe, "f")),
  );
  for (const c of [0, 1, 2]) await Promise.all(stores.map((store) => store.write(rowsOf(c))));
  for (const c of [0, 1, 2]) expect(await stores[c % 2]!.read(c)).toEqual(rowsOf(c));
  const parts = (await opfsStore("fits-test"))!;
  expect(await keptClasses(parts, "f")).toEqual([0, 1, 2]);
  await removeFit(parts, "f");
  expect(await parts.list("f")).toEqual([]);
});
