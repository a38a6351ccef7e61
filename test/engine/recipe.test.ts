import { expect, it } from "vitest";
import { PUBLISHED } from "../../src/core/options.ts";
import type { ModelShape } from "../../src/core/seams.ts";
import { recipeOf } from "../../src/engine/recipe.ts";
import { fitKey } from "../../src/model/cache/classRowsStore.ts";

const shape: ModelShape = {
  ...{ id: "m", architecture: "gpt2", nLayers: 2, dModel: 16, nHeads: 2, nCtx: 32, dVocab: 257 },
  weightsSha256: "ab",
};
const split = { train: { name: "d", classes: [{ path: ["a", "b"], sentences: ["x", "y"] }] }, test: [] };
const recipe = (of: ModelShape) =>
  recipeOf(of, { name: "d", sha256: "cd", split, splitName: "all" }, PUBLISHED);

it("a recipe says what weights were rounded to, and only then: a fit begun with others is another fit", async () => {
  const [exact, rounded] = [recipe(shape), recipe({ ...shape, roundedTo: "F16" })];
  expect(rounded.model).toEqual({ ...exact.model, roundedTo: "F16" });
  expect(Object.keys(exact.model)).toEqual(["id", "architecture", "nLayers", "dModel", "weightsSha256"]);
  expect(await fitKey(rounded)).not.toBe(await fitKey(exact));
});
