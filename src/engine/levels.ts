import { levelNames, levelOf } from "../core/dataset.ts";

/** One way to look at classes: pairs, or one category of their path. */
export interface Level {
  name: string;
  labels: string[];
  /** Index of each class's label. [class] */
  ofClass: number[];
}

/** Whole paths as one label each. */
export function pairLevel(classes: readonly (readonly string[])[]): Level {
  return { name: "pair", labels: classes.map((p) => p.join(" / ")), ofClass: classes.map((_, c) => c) };
}

/** One for each category of the paths: subject, attribute. */
export function categoryLevels(classes: readonly (readonly string[])[]): Level[] {
  return levelNames(classes[0]!.length).map((name, i) => ({ name, ...levelOf(classes, i) }));
}
