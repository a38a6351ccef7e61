import type { Recipe } from "./atlas.ts";
import type { Rows } from "./rows.ts";

/** One class's rows of an atlas, [layer, …]: what a fit saves as soon as it has them. */
export interface ClassRows extends Rows {
  classIndex: number;
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
  /** By class index, ascending. */
  classes: ClassRows[];
}

/** The classes of share `i` of `n`, from 1: every n-th, so that shares are as long as each other where classes are sorted. */
export function classesOfShare(nClasses: number, i: number, n: number): number[] {
  return Array.from({ length: nClasses }, (_, c) => c).filter((c) => c % n === i - 1);
}
