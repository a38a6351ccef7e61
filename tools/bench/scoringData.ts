import { type Atlas, cutoffsOf, densityRow, emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { interpolate } from "../../src/core/density.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { type Mode, PUBLISHED } from "../../src/core/options.ts";
import { MIN_TAIL_VALUES } from "../../src/core/tails.ts";
import { heavyTailed } from "./values.ts";

export const N_CLASSES = 120;
export const N_LAYERS = 12;
export const D_MODEL = 768;
export const SCORED_MODES: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
];

/** The float64 grid of every row of an atlas, as the study keeps it. */
export const gridsOf = (atlas: Atlas): Float64Array[] =>
  Array.from(atlas.gridMin, (min, row) =>
    Float64Array.from(linspaceF32(min, atlas.gridMax[row]!, PUBLISHED.gridPoints)),
  );

/** The study's two functions: np.interp and one ln a value; tails are picked first. [class * nLayers + layer] */
export function plainScores(bags: readonly Float32Array[], atlas: Atlas, grids: readonly Float64Array[]) {
  const floor = PUBLISHED.densityFloor;
  const full = new Float64Array(N_CLASSES * N_LAYERS);
  const tails = new Float64Array(N_CLASSES * N_LAYERS);
  for (let c = 0; c < N_CLASSES; c++) {
    for (const [layer, values] of bags.entries()) {
      const row = c * N_LAYERS + layer;
      const y = densityRow(atlas, c, layer);
      const grid = grids[row]!;
      for (const v of values) full[row]! += Math.log(interpolate(grid, y, v) + floor);
      const { left, right } = cutoffsOf(atlas, c, layer);
      const inTails = values.filter((v) => v <= left || v >= right);
      let sum = 0;
      for (const v of inTails) sum += Math.log(interpolate(grid, y, v) + floor);
      const mean = inTails.length < MIN_TAIL_VALUES ? Math.log(floor) : sum / inTails.length;
      tails[row] = D_MODEL * mean;
    }
  }
  return { full, tails };
}

/** Densities of made-up bags, each class and layer of its own scale. */
export function madeAtlas(): Atlas {
  const atlas = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id: "made up", architecture: "gpt2", nLayers: N_LAYERS, dModel: D_MODEL, weightsSha256: "" },
    data: { name: "made up", sha256: "", nTrain: 0, nTest: 0, split: "none" },
    options: PUBLISHED,
    classes: Array.from({ length: N_CLASSES }, (_, c) => [`class ${c}`]),
  });
  for (let c = 0; c < N_CLASSES; c++) {
    for (let layer = 0; layer < N_LAYERS; layer++) {
      const bag = heavyTailed(4 * D_MODEL, 1 + c * N_LAYERS + layer, 0.8 + c / N_CLASSES);
      setDensity(atlas, c, layer, fitDensity(bag, PUBLISHED, `class ${c}`));
    }
  }
  return atlas;
}
