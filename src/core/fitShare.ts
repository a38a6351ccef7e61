import type { Recipe } from "./atlas.ts";

/** One class's rows of an atlas: what a fit saves as soon as it has them. Arrays are [layer, …] as in `Atlas`. */
export interface ClassRows {
  classIndex: number;
  gridMin: Float32Array;
  gridMax: Float32Array;
  density: Float32Array;
  tailCutoffs: Float64Array;
  mean: Float64Array;
  std: Float64Array;
  count: Float64Array;
}

/** Where a fit keeps its finished classes until the atlas is whole, so that a killed tab or process loses one at most. */
export interface ClassRowStore {
  /** Rows of a class, if they are there, whole and of this very recipe. */
  read(classIndex: number): Promise<ClassRows | undefined>;
  write(rows: ClassRows): Promise<void>;
}

/** A part of an atlas that was fitted apart, on one machine of several. */
export interface AtlasShare {
  recipe: Recipe;
  classes: ClassRows[];
}
