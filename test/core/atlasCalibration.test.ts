import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { readAtlas, requireModel, writeAtlas } from "../../src/core/atlas.ts";
import { type AtlasCalibrations, calibratedRecipe } from "../../src/core/atlasCalibration.ts";
import { refusal } from "../support/refusal.ts";
import { tinyAtlas } from "../support/tinyAtlas.ts";

const atlas = tinyAtlas();
const { recipe } = atlas;
const FULL = { temperature: 27.5, nFitted: 720, nJudged: 721, ece: 0.015 };
const TAILS = { ...FULL, temperature: 448 };

const withIt = (calibration: unknown) =>
  writeAtlas({ ...atlas, recipe: { ...recipe, calibration: calibration as AtlasCalibrations } });

describe("an atlas's calibration", () => {
  it("is written and read, to the same bytes again", () => {
    const bytes = withIt({ full: FULL, tails: TAILS });
    const back = readAtlas(bytes, "a");
    expect(back.recipe.calibration).toEqual({ full: FULL, tails: TAILS });
    expect(writeAtlas(back)).toEqual(bytes);
    expect(back.density).toEqual(atlas.density);
    expect(() => requireModel(back, recipe.model, "a")).not.toThrow();
  });

  it("may be absent, and leaves no trace then", () => {
    expect(withIt(undefined)).toEqual(writeAtlas(atlas));
    expect("calibration" in readAtlas(writeAtlas(atlas), "a").recipe).toBe(false);
    expect(readAtlas(withIt({ tails: TAILS }), "a").recipe.calibration).toEqual({ tails: TAILS });
  });

  it.each([
    null,
    7,
    [FULL],
    { std2: FULL },
    { full: null },
    { full: { ...FULL, temperature: 0 } },
    { full: { ...FULL, temperature: -1 } },
    { full: { ...FULL, temperature: "27" } },
    { full: { ...FULL, temperature: undefined } },
    { full: { ...FULL, nFitted: 0 } },
    { full: { ...FULL, nJudged: 1.5 } },
    { full: { ...FULL, ece: -0.1 } },
    { full: { ...FULL, ece: 1.5 } },
    { full: FULL, tails: { ...TAILS, ece: null } },
  ])("that is damaged is refused (%#)", async (odd) => {
    expect(await refusal(() => readAtlas(withIt(odd), "a"))).toBe(
      "bad-file: a can't be used: its recipe is damaged.",
    );
  });
});

describe("a calibration from a report", () => {
  const calibration = (c: typeof FULL) => ({ ...c, eceBefore: 0.9, reliability: [] });
  const report = {
    format: "tailscope-report",
    version: 1,
    model: { id: recipe.model.id, nLayers: 2, dModel: 4 },
    data: { ...recipe.data },
    options: { ...recipe.options },
    classes: recipe.classes,
    modes: {
      full: { calibration: calibration(FULL) },
      tails: { calibration: calibration(TAILS) },
      std2: { calibration: calibration(FULL) },
    },
  } as unknown as Report;
  const of = (over: Partial<Report>) => calibratedRecipe(recipe, { ...report, ...over }, "A", "R");

  it("is taken for the atlas's own two modes", () => {
    const found = of({});
    expect(found).toEqual({ ...recipe, calibration: { full: FULL, tails: TAILS } });
    expect(readAtlas(writeAtlas({ ...atlas, recipe: found }), "a").recipe).toEqual(found);
    const { tails: _, ...modes } = report.modes;
    expect(of({ modes }).calibration).toEqual({ full: FULL });
  });

  it("replaces an older one", () => {
    const older = { ...recipe, calibration: { full: TAILS } };
    expect(calibratedRecipe(older, report, "A", "R").calibration).toEqual({ full: FULL, tails: TAILS });
  });

  it.each([
    ["model.id", { model: { ...report.model, id: "other" } }],
    ["model.nLayers", { model: { ...report.model, nLayers: 3 } }],
    ["model.dModel", { model: { ...report.model, dModel: 5 } }],
    ["data.sha256", { data: { ...report.data, sha256: "00" } }],
    ["data.split", { data: { ...report.data, split: "seed 2" } }],
    ["options.pooling", { options: { ...report.options, pooling: "mean" as const } }],
    ["options.tailRule.rule", { options: { ...report.options, tailRule: { rule: "std" as const, k: 3 } } }],
    ["classes.0.0", { classes: [["wasps"], ["clocks"], ["日本語"]] }],
  ])("of another experiment is refused: %s", async (path, over) => {
    const told = await refusal(() => of(over));
    expect(told).toMatch(/^mismatch: R is a report of another experiment than A: /);
    expect(told).toContain(`: ${path} is `);
  });

  it("is refused where there is none, or where it is of some layers only", async () => {
    const { calibration: _, ...bare } = report.modes.full!;
    expect(await refusal(() => of({ modes: { full: bare } as Report["modes"] }))).toMatch(
      /^bad-data: R holds no calibration that can be used: evaluate the atlas anew/,
    );
    expect(await refusal(() => of({ layersUsed: [1] }))).toBe(
      "bad-data: R was scored by 1 of 2 layers: a calibration is of all of them.",
    );
  });
});
