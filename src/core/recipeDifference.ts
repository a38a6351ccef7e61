import type { Recipe } from "./atlas.ts";
import { type Difference, firstDifference } from "./firstDifference.ts";

/** Where two recipes differ first: in what a person chose, else in model, data or classes. Undefined where they are the same. */
export function recipeDifference(a: Recipe, b: Recipe): Difference | undefined {
  return firstDifference(chosenFirst(a), chosenFirst(b));
}

const chosenFirst = ({ options, model, data, ...rest }: Recipe) => ({ options, model, data, ...rest });
