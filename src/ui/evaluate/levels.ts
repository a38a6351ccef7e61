import type { ModeReport, Report, ViewMode } from "../../core/api.ts";
import type { ConfusionLevel } from "../../plot/confusionLayout.ts";
import { categoryLevel, pairLevel } from "../../plot/pairLevel.ts";
import { MODE_WORDS } from "../words.ts";

/** Name of the level of whole paths. */
export const PAIR = "pair";

/** "pair", then the levels of the paths: "subject", "attribute". */
export function levelNames(report: Report): string[] {
  const mode = Object.values(report.modes)[0];
  return [PAIR, ...(mode?.levels.map((level) => level.name) ?? [])];
}

/** A level's matrix, ready to draw. Undefined where the mode was not scored. */
export function matrixOf(report: Report, mode: ViewMode, level: string): ConfusionLevel | undefined {
  const scores = report.modes[mode];
  if (scores === undefined) return undefined;
  if (level === PAIR) return pairLevel(report.classes, scores);
  const found = scores.levels.find(({ name }) => name === level);
  return found && categoryLevel(found);
}

/** Macro F1 of a level, with its interval, with and without the leaks. */
export function macroOf(mode: ModeReport, level: string) {
  const { path, levels, withoutLeaks } = mode;
  const found = level === PAIR ? path : levels.find(({ name }) => name === level);
  const clean = level === PAIR ? withoutLeaks : withoutLeaks.levels.find(({ name }) => name === level);
  return found && { macroF1: found.macroF1, interval: found.macroF1Interval, withoutLeaks: clean?.macroF1 };
}

export function matrixTitle(report: Report, mode: ViewMode, level: string): string {
  return `Confusion by ${level} · ${report.model.id} · ${MODE_WORDS[mode]} · n = ${report.nTest}`;
}

export function matrixSubtitle(report: Report): string {
  return `${report.data.name}, held-out sentences; rows true, columns predicted`;
}
