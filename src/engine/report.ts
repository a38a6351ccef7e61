import type { LevelReport, ModeReport, Report } from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import { bootstrapInterval, macroF1Of } from "../core/bootstrap.ts";
import { confusionMatrix } from "../core/confusion.ts";
import { levelNames, levelOf } from "../core/dataset.ts";
import { classScores } from "../core/f1.ts";
import type { Mode } from "../core/options.ts";
import { argmax, rankKAccuracy, rankOf, topKAccuracy } from "../core/ranking.ts";
import { sinks } from "../core/sinks.ts";
import type { EvaluatedSentences } from "./evaluate.ts";

const BOOTSTRAP_SEED = 20250110; // the day the study appeared
const MAX_K = 10;

/** Everything that is judged: truth, predictions, and which sentences leaked into training. */
export interface Judged {
  truth: number[];
  leaked: boolean[];
  results: EvaluatedSentences;
}

/** One way to look at classes: pairs, or one category of their path. */
interface Level {
  name: string;
  labels: string[];
  ofClass: number[];
}

/** The report of an evaluation: confusion, scores, intervals, sinks, with and without leaks. METHOD §5. */
export function buildReport(atlas: Atlas, modes: readonly Mode[], judged: Judged): Report {
  const { model, data, options, classes } = atlas.recipe;
  const predicted = modes.map((_, m) => judged.results.map((s) => argmax(s[m]!.totals)));
  const pair: Level = {
    name: "pair",
    labels: classes.map((p) => p.join(" / ")),
    ofClass: classes.map((_, c) => c),
  };
  const levels = levelNames(classes[0]!.length).map((name, i): Level => ({ name, ...levelOf(classes, i) }));
  const report: Report = {
    format: "tailscope-report",
    version: 1,
    model: { id: model.id, nLayers: model.nLayers, dModel: model.dModel },
    data: { name: data.name, sha256: data.sha256, split: data.split },
    options,
    classes,
    nTest: judged.truth.length,
    nLeaks: judged.leaked.filter(Boolean).length,
    modes: Object.fromEntries(
      modes.map((mode, m) => [mode.name, modeReport(atlas, pair, levels, judged, m, predicted[m]!)]),
    ),
  };
  const full = modes.findIndex((m) => m.kind === "full");
  const tails = modes.findIndex((m) => m.kind === "tails");
  if (full < 0 || tails < 0) return report;
  return {
    ...report,
    tailsMinusFull: [pair, ...levels].map((level) =>
      difference(level, judged.truth, predicted[full]!, predicted[tails]!),
    ),
  };
}

function modeReport(
  atlas: Atlas,
  pair: Level,
  levels: Level[],
  judged: Judged,
  m: number,
  predicted: number[],
): ModeReport {
  const { truth, leaked, results } = judged;
  const path = levelReport(pair, truth, predicted);
  const ranks = results.map((s, i) => rankOf(s[m]!.totals, truth[i]!));
  const clean = truth.map((_, i) => i).filter((i) => !leaked[i]);
  const cells = truth.length * atlas.recipe.classes.length * atlas.nLayers;
  const macroWithoutLeaks = (level: Level) =>
    clean.length > 0 ? macroF1Of(...categories(level, truth, predicted), level.labels.length, clean) : 0;
  return {
    path: {
      confusion: path.confusion,
      rankKAccuracy: rankKAccuracy(ranks, MAX_K),
      topKAccuracy: topKAccuracy(ranks, MAX_K),
      macroF1: path.macroF1,
      macroF1Interval: path.macroF1Interval,
    },
    levels: levels.map((level) => levelReport(level, truth, predicted)),
    floorShare: results.reduce((n, s) => n + s[m]!.floored, 0) / cells,
    meanTailCount: results.reduce((n, s) => n + s[m]!.tailCount, 0) / cells,
    sinks: sinks(path.confusion).map(({ index, ...rest }) => ({
      path: atlas.recipe.classes[index]!,
      ...rest,
    })),
    withoutLeaks: {
      nTest: clean.length,
      macroF1: macroWithoutLeaks(pair),
      levels: levels.map((level) => ({ name: level.name, macroF1: macroWithoutLeaks(level) })),
    },
  };
}

function levelReport(level: Level, truth: number[], predicted: number[]): LevelReport {
  const [t, p] = categories(level, truth, predicted);
  const n = level.labels.length;
  const confusion = confusionMatrix(t, p, n);
  return {
    name: level.name,
    labels: level.labels,
    confusion,
    ...classScores(confusion),
    macroF1Interval: bootstrapInterval(t.length, (indices) => macroF1Of(t, p, n, indices), BOOTSTRAP_SEED),
  };
}

/** tails − full on the same resamples, so that what both find hard cancels. */
function difference(level: Level, truth: number[], full: number[], tails: number[]) {
  const n = level.labels.length;
  const [t, f] = categories(level, truth, full);
  const [, x] = categories(level, truth, tails);
  const of = (indices: ArrayLike<number>) => macroF1Of(t, x, n, indices) - macroF1Of(t, f, n, indices);
  const all = Int32Array.from(t.keys());
  return { name: level.name, difference: of(all), interval: bootstrapInterval(t.length, of, BOOTSTRAP_SEED) };
}

function categories({ ofClass }: Level, truth: number[], predicted: number[]): [number[], number[]] {
  return [truth.map((c) => ofClass[c]!), predicted.map((c) => ofClass[c]!)];
}
