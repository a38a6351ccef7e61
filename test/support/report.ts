import type { LevelReport, ModeReport, Report } from "../../src/core/api.ts";
import type { Interval } from "../../src/core/bootstrap.ts";
import { levelNames, levelOf } from "../../src/core/dataset.ts";
import { classScores } from "../../src/core/f1.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { sinks } from "../../src/core/sinks.ts";

export interface ReportParts extends Partial<Omit<Report, "modes">> {
  classes: string[][];
  /** Counts of pairs [true][predicted] by mode. */
  confusion: Record<string, number[][]>;
  floorShare?: number;
}

/** A report as of an evaluation that ended in these matrices; intervals are ± 0.02 about the scores. */
export function reportOf({ confusion, floorShare = 0, ...parts }: ReportParts): Report {
  const { classes } = parts;
  const first = Object.values(confusion)[0]!;
  const modes = Object.fromEntries(
    Object.entries(confusion).map(([name, counts]) => [
      name,
      modeOf(counts, classes, name === "full" ? 0 : floorShare),
    ]),
  );
  return {
    format: "tailscope-report",
    version: 1,
    model: { id: "tiny", nLayers: 2, dModel: 16 },
    data: { name: "d.json", sha256: "ab".repeat(32), split: "seed 1" },
    options: PUBLISHED,
    nTest: first.flat().reduce((a, b) => a + b, 0),
    nLeaks: 0,
    ...parts,
    modes,
  };
}

function modeOf(confusion: number[][], classes: string[][], floorShare: number): ModeReport {
  const levels = levelNames(classes[0]!.length).map((name, i): LevelReport => {
    const { labels, ofClass } = levelOf(classes, i);
    const counts = labels.map(() => labels.map(() => 0));
    confusion.forEach((row, t) => {
      row.forEach((n, p) => {
        counts[ofClass[t]!]![ofClass[p]!]! += n;
      });
    });
    const scores = classScores(counts);
    return { name, labels, confusion: counts, ...scores, macroF1Interval: about(scores.macroF1) };
  });
  const { macroF1 } = classScores(confusion);
  return {
    path: { confusion, rankKAccuracy: [], topKAccuracy: [], macroF1, macroF1Interval: about(macroF1) },
    levels,
    floorShare,
    meanTailCount: 5,
    sinks: sinks(confusion).map(({ index, ...rest }) => ({ path: classes[index]!, ...rest })),
    withoutLeaks: { nTest: 1, macroF1, levels: levels.map(({ name, macroF1 }) => ({ name, macroF1 })) },
  };
}

const about = (x: number): Interval => ({ low: x - 0.02, high: x + 0.02 });
