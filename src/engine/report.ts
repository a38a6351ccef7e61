import type { LevelReport, ModeReport, Report } from "../core/api.ts";
import { bootstrapIntervals, type Interval, macroF1Of } from "../core/bootstrap.ts";
import { calibrate } from "../core/calibration.ts";
import { confusionMatrix } from "../core/confusion.ts";
import type { Evaluation } from "../core/evaluation.ts";
import { classScores } from "../core/f1.ts";
import { chosenLayers, predictions, totalsOf } from "../core/layerScores.ts";
import { bestRanked, rankKAccuracy, rankOf, topKAccuracy } from "../core/ranking.ts";
import { sinkHistogram, sinks } from "../core/sinks.ts";
import { meanOverCells, tailMap } from "../core/tailMap.ts";
import { categoryLevels, type Level, pairLevel } from "./levels.ts";

const BOOTSTRAP_SEED = 20250110; // the day the study appeared
const MAX_K = 10;

export interface ReportOptions {
  /** Score by these layers only; all of them where absent. */
  layers?: readonly number[];
}

/** What all modes are judged by. */
interface Judged {
  evaluation: Evaluation;
  pair: Level;
  levels: Level[];
  layers: readonly number[] | undefined;
  /** Class index of each sentence. */
  truth: number[];
}

/** A mode's log-likelihoods by the layers in use [sentence, class], and the best class of each sentence. */
interface Guessed {
  totals: Float64Array;
  predicted: number[];
}

/** 95 % intervals of macro F1, pairs first, then each level: [mode][level]; and of tails − full [level], where there are both. */
interface Intervals {
  ofMode: Interval[][];
  differences: Interval[];
}

/** The report of an evaluation: confusion, scores, intervals, sinks, tails, calibration, with and without leaks. METHOD §5. */
export function buildReport(evaluation: Evaluation, options: ReportOptions = {}): Report {
  const { recipe, modes, sentences } = evaluation;
  const { model, data, classes } = recipe;
  const layers = chosenLayers(options.layers, model.nLayers);
  const [pair, levels] = [pairLevel(classes), categoryLevels(classes)];
  const judged = { evaluation, pair, levels, layers, truth: sentences.map((s) => s.trueClass) };
  const guessed = evaluation.results.map((results): Guessed => {
    const totals = totalsOf(results, model.nLayers, layers);
    return { totals, predicted: predictions(totals, classes.length) };
  });
  const kinds = modes.map((mode) => mode.kind);
  const both = [kinds.indexOf("full"), kinds.indexOf("tails")] as const;
  const intervals = intervalsOf(
    judged,
    guessed.map((g) => g.predicted),
    both,
  );
  const report: Report = {
    format: "tailscope-report",
    version: 1,
    model: {
      id: model.id,
      ...(model.revision !== undefined && { revision: model.revision }),
      nLayers: model.nLayers,
      dModel: model.dModel,
      ...(model.roundedTo !== undefined && { roundedTo: model.roundedTo }),
    },
    data: { name: data.name, sha256: data.sha256, split: data.split },
    options: recipe.options,
    classes,
    nTest: sentences.length,
    nLeaks: sentences.filter((s) => s.leaked).length,
    nRepeats: sentences.filter((s) => s.repeated).length,
    ...(layers && { layersUsed: [...layers] }),
    modes: Object.fromEntries(
      modes.map(({ name }, m) => [name, modeReport(judged, m, guessed[m]!, intervals.ofMode[m]!)]),
    ),
  };
  const [full, tails] = both.map((m) => guessed[m]?.predicted);
  if (!full || !tails) return report;
  const all = Int32Array.from(judged.truth.keys());
  return {
    ...report,
    tailsMinusFull: [pair, ...levels].map((level, i) => ({
      name: level.name,
      difference: macroF1On(level, judged.truth, tails, all) - macroF1On(level, judged.truth, full, all),
      interval: intervals.differences[i]!,
    })),
  };
}

/** All intervals by the same resamples, so that in tails − full what both find hard cancels. */
function intervalsOf(
  { pair, levels, truth }: Judged,
  predicted: number[][],
  [full, tails]: readonly [number, number],
): Intervals {
  const all = [pair, ...levels];
  const columns = predicted.map((p) => all.map((level) => categories(level, truth, p)));
  const flat = bootstrapIntervals(
    truth.length,
    (indices) => {
      const scores = columns.map((ofMode) =>
        ofMode.map(([t, p], i) => macroF1Of(t, p, all[i]!.labels.length, indices)),
      );
      const differences =
        full < 0 || tails < 0 ? [] : all.map((_, i) => scores[tails]![i]! - scores[full]![i]!);
      return [...scores.flat(), ...differences];
    },
    BOOTSTRAP_SEED,
  );
  return {
    ofMode: predicted.map((_, m) => flat.slice(m * all.length, (m + 1) * all.length)),
    differences: flat.slice(predicted.length * all.length),
  };
}

function modeReport(
  judged: Judged,
  m: number,
  { totals, predicted }: Guessed,
  intervals: Interval[],
): ModeReport {
  const { evaluation, pair, levels, layers, truth } = judged;
  const { recipe, sentences } = evaluation;
  const results = evaluation.results[m]!;
  const nClasses = recipe.classes.length;
  const { nLayers } = recipe.model;
  const scoresOf = (s: number) => totals.subarray(s * nClasses, (s + 1) * nClasses);
  const ranks = truth.map((c, s) => rankOf(scoresOf(s), c));
  const ranked = truth.map((_, s) => bestRanked(scoresOf(s), MAX_K));
  const path = levelReport(pair, truth, predicted, intervals[0]!);
  const mean = (sums: Float64Array) => meanOverCells(sums, truth.length, nLayers, layers);
  const only = (kept: (i: number) => boolean) => scoresOn(judged, predicted, kept);
  const calibration = calibrate({ scores: totals, nClasses, truth });
  return {
    path: {
      confusion: path.confusion,
      rankKAccuracy: rankKAccuracy(ranks, MAX_K),
      topKAccuracy: topKAccuracy(ranks, MAX_K),
      macroF1: path.macroF1,
      macroF1Interval: path.macroF1Interval,
    },
    levels: levels.map((level, i) => ({
      ...levelReport(level, truth, predicted, intervals[i + 1]!),
      rankKAccuracy: rankKOfLevel(level, truth, ranked),
    })),
    floorShare: mean(results.floored),
    meanTailCount: mean(results.tailCount),
    sinks: sinks(path.confusion).map(({ index, ...rest }) => ({ path: recipe.classes[index]!, ...rest })),
    withoutLeaks: only((i) => !sentences[i]!.leaked),
    withoutRepeats: only((i) => !sentences[i]!.leaked && !sentences[i]!.repeated),
    sinkHistogram: sinkHistogram(path.confusion),
    layers: Array.from({ length: nLayers }, (_, layer) => {
      const alone = predictions(totalsOf(results, nLayers, [layer]), nClasses);
      const { macroF1, levels } = scoresOn(judged, alone, () => true);
      return { layer, macroF1, levels };
    }),
    tailMap: tailMap(results, truth.length, nLayers),
    ...(calibration && { calibration }),
  };
}

function levelReport(level: Level, truth: number[], predicted: number[], interval: Interval): LevelReport {
  const [t, p] = categories(level, truth, predicted);
  const confusion = confusionMatrix(t, p, level.labels.length);
  return {
    name: level.name,
    labels: level.labels,
    confusion,
    ...classScores(confusion),
    macroF1Interval: interval,
  };
}

/** Macro F1 of pairs and levels on the sentences that are kept. */
function scoresOn({ pair, levels, truth }: Judged, predicted: number[], kept: (i: number) => boolean) {
  const indices = truth.map((_, i) => i).filter(kept);
  const macroF1 = (level: Level) => (indices.length > 0 ? macroF1On(level, truth, predicted, indices) : 0);
  return {
    nTest: indices.length,
    macroF1: macroF1(pair),
    levels: levels.map((level) => ({ name: level.name, macroF1: macroF1(level) })),
  };
}

/** Shares of sentences whose k-th ranked class has the true category, for k = 1… as far as there are classes. */
function rankKOfLevel({ ofClass }: Level, truth: number[], ranked: number[][]): number[] {
  return Array.from({ length: ranked[0]?.length ?? 0 }, (_, k) => {
    const right = truth.filter((c, s) => ofClass[ranked[s]![k]!] === ofClass[c]).length;
    return right / truth.length;
  });
}

function macroF1On(level: Level, truth: number[], predicted: number[], indices: ArrayLike<number>): number {
  return macroF1Of(...categories(level, truth, predicted), level.labels.length, indices);
}

function categories({ ofClass }: Level, truth: number[], predicted: number[]): [number[], number[]] {
  return [truth.map((c) => ofClass[c]!), predicted.map((c) => ofClass[c]!)];
}
