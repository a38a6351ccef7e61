import type { ModeReport, Report, ViewMode } from "../../core/api.ts";
import { byCluster, bySink, reorder, sumOf } from "../../core/matrixOrder.ts";
import type { ConfusionLevel } from "../../plot/confusionLayout.ts";
import { greatestCount } from "../../plot/confusionRamp.ts";
import { differenceLevel } from "../../plot/differenceLevel.ts";
import { categoryLevel, pairLevel } from "../../plot/pairLevel.ts";
import type { Matrix, MatrixShow, MatrixSort } from "../../state/store.ts";

/** Name of the level of whole paths. */
export const PAIR = "pair";

/** "pair", then the levels of the paths: "subject", "attribute". */
export function levelNames(report: Report): string[] {
  const mode = Object.values(report.modes)[0];
  return [PAIR, ...(mode?.levels.map((level) => level.name) ?? [])];
}

/** The modes that a choice is about, as far as the report has them. */
export function modesOf(report: Report, show: MatrixShow): ViewMode[] {
  const wanted: ViewMode[] = show === "both" || show === "difference" ? ["full", "tails"] : [show];
  return wanted.filter((mode) => report.modes[mode]);
}

/** A level's matrix, ready to draw. Undefined where the mode was not scored. */
export function matrixOf(report: Report, mode: ViewMode, level: string): ConfusionLevel | undefined {
  const scores = report.modes[mode];
  if (scores === undefined) return undefined;
  if (level === PAIR) return pairLevel(report.classes, scores);
  const found = scores.levels.find(({ name }) => name === level);
  return found && categoryLevel(found);
}

/** One matrix on show: of a mode, or the difference of the two. */
export interface Panel {
  key: ViewMode | "difference";
  matrix: ConfusionLevel;
}

/** What is on show, all panels in the same order of classes. */
export function panelsOf(report: Report, { level, show, sort }: Matrix): Panel[] {
  const found = modesOf(report, show).flatMap((key): Panel[] => {
    const matrix = matrixOf(report, key, level);
    return matrix ? [{ key, matrix }] : [];
  });
  const order = orderOf(
    found.map(({ matrix }) => matrix),
    sort,
  );
  const greatest = Math.max(0, ...found.map(({ matrix }) => greatestCount(matrix)));
  const panels = found.map(({ key, matrix }) => ({
    key,
    matrix: { ...(order ? { ...reorder(matrix, order), order } : matrix), greatest },
  }));
  const [full, tails] = panels;
  if (show !== "difference") return panels;
  return full && tails ? [{ key: "difference", matrix: differenceLevel(full.matrix, tails.matrix) }] : [];
}

function orderOf(matrices: readonly ConfusionLevel[], sort: MatrixSort): number[] | undefined {
  if (sort === "category" || matrices.length === 0) return undefined;
  const counts = sumOf(matrices.map(({ confusion }) => confusion));
  return sort === "sink" ? bySink(counts) : byCluster(counts);
}

/** Macro F1 of a level, with its interval. */
export function macroOf(mode: ModeReport, level: string) {
  const found = level === PAIR ? mode.path : mode.levels.find(({ name }) => name === level);
  return found && { macroF1: found.macroF1, interval: found.macroF1Interval };
}
