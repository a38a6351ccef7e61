import type { AtlasCalibration, ModeRanking, ViewMode } from "../core/api.ts";
import type { Screen } from "./store.ts";

/** How the calibration came to be: with the atlas, or by the evaluation just made. */
export interface ServingCalibration {
  of: AtlasCalibration;
  from: "atlas" | "evaluation";
}

type Asked = Pick<Screen, "opened" | "wholeReport" | "token" | "fixed">;

/**
 * The temperature that makes probabilities of this guess's scores. Undefined where none was fitted to scores like these:
 * of other cut-offs, of a token that the atlas does not pool, of an evaluation by some sentences only.
 */
export function calibrationOf(
  { opened, wholeReport: report, token, fixed }: Asked,
  mode: ViewMode,
): ServingCalibration | undefined {
  if (opened?.atlas === undefined || token !== undefined) return undefined;
  if (mode === "tails" && fixed !== undefined) return undefined;
  const own = opened.atlas.calibration?.[mode];
  if (own !== undefined) return { of: own, from: "atlas" };
  const isWhole =
    report !== undefined &&
    report.layersUsed === undefined &&
    report.nTest === opened.nHeldOut &&
    report.model.id === opened.shape.id;
  const found = isWhole ? report.modes[mode]?.calibration : undefined;
  if (found === undefined) return undefined;
  const { temperature, nFitted, nJudged, ece } = found;
  return { of: { temperature, nFitted, nJudged, ece }, from: "evaluation" };
}

/** Softmax of log-likelihood / temperature. [class] */
export function chances(
  { logLikelihood }: Pick<ModeRanking, "logLikelihood">,
  temperature: number,
): number[] {
  const best = logLikelihood.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logLikelihood.map((score) => Math.exp((score - best) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
