import type { LevelReport, ModeReport } from "../core/api.ts";
import type { ConfusionLevel } from "./confusionLayout.ts";
import { shortLabel } from "./labels.ts";

/** The matrix of whole paths, ready to draw. */
export function pairLevel(classes: readonly (readonly string[])[], mode: ModeReport): ConfusionLevel {
  return { name: "pair", labels: classes.map(shortLabel), confusion: mode.path.confusion };
}

/** The matrix of one level (subject, attribute), ready to draw. */
export function categoryLevel(level: LevelReport): ConfusionLevel {
  return {
    name: level.name,
    labels: level.labels.map((label) => shortLabel([label])),
    confusion: level.confusion,
  };
}
