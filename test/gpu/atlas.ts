import { type Atlas, emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import { heavyTailed, scaled } from "./bags.ts";

/** An atlas of made-up classes: heavy-tailed bags, each of its own scale and place. The pooled reference is one more. */
export function madeAtlas(
  nClasses: number,
  nLayers: number,
  dModel: number,
  options: Partial<FitOptions> = {},
  factor = 1,
): Atlas {
  const atlas = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id: "made up", architecture: "gpt2", nLayers, dModel, weightsSha256: "" },
    data: { name: "made up", sha256: "", nTrain: nClasses, nTest: 0, split: "none" },
    options: { ...PUBLISHED, ...options },
    classes: Array.from({ length: nClasses }, (_, c) => [`class ${c}`]),
  });
  for (let c = 0; c <= nClasses; c++) {
    for (let layer = 0; layer < nLayers; layer++) {
      const values = scaled(
        heavyTailed(400, 7 * c + layer + 1),
        factor * (0.5 + c / nClasses),
        (factor * c) / nClasses,
      );
      setDensity(atlas, c, layer, fitDensity(values, atlas.recipe.options, `class ${c}`));
    }
  }
  return atlas;
}
