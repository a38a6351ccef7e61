import { type Atlas, emptyAtlas, type Recipe, setDensity } from "../../src/core/atlas.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import { fillPooled } from "../../src/core/pooledDensity.ts";
import { logisticBag } from "./normal.ts";

/** Three classes × two layers of four dimensions. */
export const tinyRecipe = (options: Partial<FitOptions> = {}): Recipe => ({
  format: "tailscope-atlas",
  version: 1,
  model: { id: "tiny", architecture: "gpt2", nLayers: 2, dModel: 4, weightsSha256: "ab".repeat(32) },
  data: { name: "d.json", sha256: "cd".repeat(32), nTrain: 300, nTest: 0, split: "seed 1" },
  options: { ...PUBLISHED, gridPoints: 200, ...options },
  classes: [["bees"], ["clocks"], ["日本語"]],
});

/** The values that class × layer of `tinyAtlas` is fitted on: sizes, scales and places of their own. */
export function tinyBag(c: number, layer: number): Float32Array {
  return logisticBag(100 * (c + 1), 10 * c + layer + 1, 1 + c).map((v) => v + layer - c);
}

/** An atlas fitted on seeded values. */
export function tinyAtlas(options: Partial<FitOptions> = {}): Atlas {
  const atlas = emptyAtlas(tinyRecipe(options));
  for (const c of [0, 1, 2]) {
    for (const layer of [0, 1])
      setDensity(atlas, c, layer, fitDensity(tinyBag(c, layer), atlas.recipe.options, "a class"));
  }
  fillPooled(atlas);
  return atlas;
}
