import type { AtlasCalibration, Report, ViewMode } from "./api.ts";
import type { Recipe } from "./atlas.ts";
import { Failure } from "./failure.ts";
import { firstDifference } from "./firstDifference.ts";

/** Temperatures by mode, as an atlas carries them. */
export type AtlasCalibrations = Partial<Record<ViewMode, AtlasCalibration>>;

const MODES: readonly ViewMode[] = ["full", "tails"];

/** Whether a recipe's calibration, which may be absent, can be used. */
export function areCalibrations(value: unknown): value is AtlasCalibrations | undefined {
  if (value === undefined) return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([mode, each]) => MODES.includes(mode as ViewMode) && isCalibration(each),
  );
}

function isCalibration(value: unknown): value is AtlasCalibration {
  const { temperature, nFitted, nJudged, ece } = (value ?? {}) as Record<string, unknown>;
  const counts = [nFitted, nJudged].every((n) => Number.isSafeInteger(n) && (n as number) > 0);
  return (
    typeof temperature === "number" &&
    Number.isFinite(temperature) &&
    temperature > 0 &&
    counts &&
    typeof ece === "number" &&
    ece >= 0 &&
    ece <= 1
  );
}

/**
 * A recipe with the calibrations of a report in it. @throws Failure("mismatch") naming what the report is of and the atlas is
 * not, Failure("bad-data") where it has no calibration or was scored by some layers only
 */
export function calibratedRecipe(recipe: Recipe, report: Report, atlasName: string, name: string): Recipe {
  const other = firstDifference(ofRecipe(recipe), ofReport(report));
  if (other) {
    throw new Failure(
      "mismatch",
      `${name} is a report of another experiment than ${atlasName}: ${other.path} is ${other.b} in the report, ${other.a} in the atlas.`,
    );
  }
  if (report.layersUsed) {
    throw new Failure(
      "bad-data",
      `${name} was scored by ${report.layersUsed.length} of ${recipe.model.nLayers} layers: a calibration is of all of them.`,
    );
  }
  const found: AtlasCalibrations = {};
  for (const mode of MODES) {
    const calibration = report.modes[mode]?.calibration;
    if (!calibration) continue;
    const { temperature, nFitted, nJudged, ece } = calibration;
    found[mode] = { temperature, nFitted, nJudged, ece };
  }
  if (Object.keys(found).length === 0 || !areCalibrations(found)) {
    throw new Failure(
      "bad-data",
      `${name} holds no calibration that can be used: evaluate the atlas anew, with two or more held-out sentences of a class.`,
    );
  }
  return { ...recipe, calibration: found };
}

const ofRecipe = ({ model, data, options, classes }: Recipe) => ({
  model: { id: model.id, nLayers: model.nLayers, dModel: model.dModel },
  data: { sha256: data.sha256, split: data.split },
  options,
  classes,
});

const ofReport = ({ model, data, options, classes }: Report) => ({
  model: { id: model.id, nLayers: model.nLayers, dModel: model.dModel },
  data: { sha256: data.sha256, split: data.split },
  options,
  classes,
});
