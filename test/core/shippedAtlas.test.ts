import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Report } from "../../src/core/api.ts";
import { readAtlas } from "../../src/core/atlas.ts";
import { calibratedRecipe } from "../../src/core/atlasCalibration.ts";

it.each(["mini-gpt2", "mini-pythia"])("the atlas of %s is calibrated by the report beside it", (id) => {
  const file = (name: string) => readFileSync(new URL(`../../public/models/${id}/${name}`, import.meta.url));
  const { recipe } = readAtlas(new Uint8Array(file("default.atlas")), "default.atlas");
  const report = JSON.parse(file("report.json").toString()) as Report;
  expect(report.nTest).toBe(recipe.data.nTest);
  expect(Object.keys(recipe.calibration!)).toEqual(["full", "tails"]);
  expect(calibratedRecipe(recipe, report, "default.atlas", "report.json")).toEqual(recipe);
  for (const { layers, tailMap, sinkHistogram, withoutRepeats } of Object.values(report.modes)) {
    expect(layers).toHaveLength(4);
    expect(tailMap!.floorShare).toHaveLength(120);
    expect(sinkHistogram!.counts).toHaveLength(50);
    expect(withoutRepeats).toBeDefined();
  }
});
