import { describe, expect, it } from "vitest";
import {
  cutoffsOf,
  densityRow,
  pooledClass,
  readAtlas,
  requireModel,
  ruleOf,
  writeAtlas,
} from "../../src/core/atlas.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { readHeader, type TensorData, writeSafetensors } from "../../src/core/safetensors.ts";
import { refusal } from "../support/refusal.ts";
import { readTensors } from "../support/tensors.ts";
import { tinyAtlas, tinyBag, tinyRecipe } from "../support/tinyAtlas.ts";

const atlas = tinyAtlas();
const bytes = writeAtlas(atlas);
const NAME = "tiny.atlas";

describe("an atlas", () => {
  it("reads back as it was, and writes the same bytes again", () => {
    const back = readAtlas(bytes, NAME);
    expect(back).toEqual(atlas);
    expect(writeAtlas(back)).toEqual(bytes);
    expect(writeAtlas(tinyAtlas())).toEqual(bytes);
  });

  it("knows the commit its model is of, where there is one", async () => {
    const recipe = tinyRecipe();
    const of = (revision: unknown) => {
      const model = { ...recipe.model, revision } as typeof recipe.model;
      return writeAtlas({ ...atlas, recipe: { ...recipe, model } });
    };
    expect(readAtlas(of("ab".repeat(20)), NAME).recipe.model.revision).toBe("ab".repeat(20));
    expect(of(undefined)).toEqual(bytes);
    expect(await refusal(() => readAtlas(of(7), NAME))).toBe(
      "bad-file: tiny.atlas can't be used: its recipe is damaged.",
    );
  });

  it("knows what its model's weights were rounded to, where they were", async () => {
    const recipe = tinyRecipe();
    const of = (roundedTo: unknown) => {
      const model = { ...recipe.model, roundedTo } as typeof recipe.model;
      return writeAtlas({ ...atlas, recipe: { ...recipe, model } });
    };
    expect(readAtlas(of("F16"), NAME).recipe.model.roundedTo).toBe("F16");
    expect(of(undefined)).toEqual(bytes);
    expect(await refusal(() => readAtlas(of("F8"), NAME))).toBe(
      "bad-file: tiny.atlas can't be used: its recipe is damaged.",
    );
  });

  it("has tensors by class and layer, the pooled reference beside them", () => {
    const { tensors } = readHeader(bytes, NAME);
    const told = Object.fromEntries([...tensors].map(([name, t]) => [name, `${t.dtype} ${t.shape}`]));
    expect(told).toMatchObject({
      mean: "F64 3,2",
      std: "F64 3,2",
      count: "F64 3,2",
      tail_cutoffs: "F64 3,2,2",
      grid_min: "F32 3,2",
      grid_max: "F32 3,2",
      density: "F32 3,2,200",
      pooled_density: "F32 2,200",
      pooled_tail_cutoffs: "F64 2,2",
    });
  });

  it("gives each class × layer its own fit", () => {
    const fitted = fitDensity(tinyBag(1, 0), atlas.recipe.options, "a class");
    expect(densityRow(atlas, 1, 0)).toEqual(Float32Array.from(fitted.density.y));
    expect(cutoffsOf(atlas, 1, 0)).toEqual(fitted.cutoffs);
    expect(atlas.count[1 * 2 + 0]).toBe(200);
    expect(pooledClass(atlas)).toBe(3);
  });

  it("answers for std with its means and deviations", () => {
    const { mean, std } = fitDensity(tinyBag(2, 1), atlas.recipe.options, "a class").moments;
    expect(cutoffsOf(atlas, 2, 1, 2)).toEqual({ left: mean - 2 * std, right: mean + 2 * std });
    expect([ruleOf(atlas), ruleOf(atlas, 2)]).toEqual([{ rule: "published" }, { rule: "std", k: 2 }]);
  });
});

describe("an atlas file is refused", () => {
  const parts = readTensors(bytes) as Record<string, TensorData>;
  const file = (recipe: unknown, changed: Record<string, TensorData> = {}) =>
    writeSafetensors(
      { ...parts, ...changed },
      { tailscope: typeof recipe === "string" ? recipe : JSON.stringify(recipe) },
    );
  const told = (data: Uint8Array<ArrayBuffer>) => refusal(() => readAtlas(data, NAME));
  const recipe = tinyRecipe();

  it("without a recipe", async () => {
    expect(await told(writeSafetensors(parts))).toBe(
      `bad-file: ${NAME} is a safetensors file but no atlas: it carries no Tailscope recipe.`,
    );
  });

  it("of another version", async () => {
    expect(await told(file({ ...recipe, version: 2 }))).toContain(
      "an atlas of the version 2; this program reads version 1",
    );
    expect(await told(file({ ...recipe, format: "else" }))).toMatch(/^bad-file/);
  });

  it.each([
    "{",
    "null",
    "7",
    { ...recipe, classes: undefined },
    { ...recipe, classes: [] },
    { ...recipe, classes: ["bees"] },
    { ...recipe, model: undefined },
    { ...recipe, data: undefined },
    { ...recipe, model: { ...recipe.model, nLayers: 1e12 } },
    { ...recipe, model: { ...recipe.model, nLayers: -2 } },
    { ...recipe, options: { ...recipe.options, gridPoints: "many" } },
    { ...recipe, options: { ...recipe.options, tailRule: undefined } },
  ])("with a damaged recipe (%#)", async (odd) => {
    expect(await told(file(odd))).toBe(`bad-file: ${NAME} can't be used: its recipe is damaged.`);
  });

  it("with a tensor missing, of another shape or of another type", async () => {
    const { std: _, ...rest } = parts;
    const metadata = { tailscope: JSON.stringify(recipe) };
    expect(await told(writeSafetensors(rest, metadata))).toContain('it lacks the tensor "std"');
    const turned = { shape: [2, 3], data: parts.mean!.data };
    expect(await told(file(recipe, { mean: turned }))).toContain(
      'its tensor "mean" is F64 [2,3], its recipe asks for F64 [3,2].',
    );
    const single = { shape: [3, 2], data: Float32Array.from(parts.mean!.data, Number) };
    expect(await told(file(recipe, { mean: single }))).toContain('"mean" is F32 [3,2]');
  });

  it("that claims more classes than it has", async () => {
    const more = { ...recipe, classes: [["bees"], ["clocks"]] };
    expect(await told(file(more))).toContain("is F64 [3,2], its recipe asks for F64 [2,2]");
  });

  it("cut short anywhere", async () => {
    for (const length of [0, 7, 100, bytes.length - 1])
      expect(await told(bytes.slice(0, length))).toMatch(new RegExp(`^bad-file: ${NAME} can't be read: `));
  });
});

describe("an atlas of another model is refused", () => {
  const { model } = atlas.recipe;
  const told = (other: Partial<typeof model>) =>
    refusal(() => requireModel(atlas, { ...model, ...other }, NAME));

  it("by its shape", async () => {
    expect(await told({ id: "big", dModel: 768, nLayers: 12 })).toBe(
      `mismatch: ${NAME} was fitted on tiny, another shape than big (2 layers × 4 against 12 × 768): fit an atlas on this model.`,
    );
  });

  it("by its weights", async () => {
    expect(await told({ id: "other", weightsSha256: "ef".repeat(32) })).toContain(
      "whose weights differ from those of other (SHA-256 abababababab… against efefefefefef…)",
    );
  });

  it("but not by its name, nor where the weights are not known", () => {
    expect(() => requireModel(atlas, { ...model, id: "renamed" }, NAME)).not.toThrow();
    expect(() => requireModel(atlas, { ...model, weightsSha256: "" }, NAME)).not.toThrow();
  });
});
