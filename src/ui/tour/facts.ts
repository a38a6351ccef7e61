import type { Report } from "../../core/api.ts";
import { formatCount, formatDifference, formatNats, formatPercent, formatValue } from "../../plot/format.ts";
import { shortLabel } from "../../plot/labels.ts";
import { calibrationOf, chances } from "../../state/calibration.ts";
import type { Screen } from "../../state/store.ts";

/** What the tour says of the sentence on the screen: numbers as they are shown, names as they are called. */
export interface TourFacts {
  model: string;
  nTokens: string;
  nLayers: string;
  dModel: string;
  /** Where the values are taken. */
  pooling: "last" | "all" | "mean" | "token";
  layer: number;
  /** Values in the bag. */
  count: string;
  /** Half of the values lie between these. */
  half: readonly [string, string];
  nTails: number;
  tailShare: string;
  cutoffs: readonly [string, string];
  farthest: { value: string; dimension: number } | undefined;
  /** Absent without an atlas. */
  guess: GuessFacts | undefined;
  heldOut: HeldOutFacts | undefined;
}

interface GuessFacts {
  nClasses: string;
  nTrain: string;
  best: string;
  second: string;
  /** Nats from the second to the best. */
  gap: string;
  /** Calibrated, where that can be had. */
  chance: string | undefined;
  bestOfTails: string;
  /** Mean number of values that a class looks at in a layer. */
  meanTailCount: string;
  floorShare: string;
}

export interface HeldOutFacts {
  n: string;
  levels: { name: string; full: string; tails: string; difference: string; low: string; high: string }[];
}

/** Undefined while the sentence on the screen has not been read. */
export function tourFacts(screen: Screen, heldOut: Report | undefined): TourFacts | undefined {
  const { opened, guess, picture, text, token } = screen;
  if (opened === undefined || guess === undefined || picture === undefined || guess.text !== text)
    return undefined;
  const { shape, atlas } = opened;
  const { layer, count, quantiles, tails, cutoffs } = picture.of;
  const at = (share: number) => formatValue(quantiles[Math.floor(share * quantiles.length)] ?? 0);
  const farthest = tails[0];
  return {
    model: shape.id,
    nTokens: formatCount(guess.tokenIds.length),
    nLayers: formatCount(shape.nLayers),
    dModel: formatCount(shape.dModel),
    pooling: token === undefined ? (atlas?.options.pooling ?? "last") : "token",
    layer,
    count: formatCount(count),
    half: [at(0.25), at(0.75)],
    nTails: tails.length,
    tailShare: formatPercent(tails.length / count),
    cutoffs: [formatValue(cutoffs.left), formatValue(cutoffs.right)],
    farthest: farthest && { value: formatValue(farthest.value), dimension: farthest.dimension },
    guess: guessFacts(screen),
    heldOut: heldOut && heldOutFacts(heldOut),
  };
}

function guessFacts(screen: Screen): GuessFacts | undefined {
  const { opened, guess } = screen;
  const atlas = opened?.atlas;
  if (atlas === undefined || guess === undefined) return undefined;
  const { full, tails } = guess.modes;
  const [first, second] = full.ranking;
  if (first === undefined || second === undefined) return undefined;
  const calibration = calibrationOf(screen, "full");
  const label = (index: number | undefined) => shortLabel(atlas.classes[index ?? -1] ?? []);
  return {
    nClasses: formatCount(atlas.classes.length),
    nTrain: formatCount(atlas.nTrain),
    best: label(first),
    second: label(second),
    gap: formatNats(full.logLikelihood[first]! - full.logLikelihood[second]!),
    chance: calibration && formatPercent(chances(full, calibration.of.temperature)[first]!, 0),
    bestOfTails: label(tails.ranking[0]),
    meanTailCount: formatValue(tails.meanTailCount),
    floorShare: formatPercent(tails.floorShare, 0),
  };
}

/** Macro F1 of both modes at every level. */
export function heldOutFacts({ nTest, modes, tailsMinusFull = [] }: Report): HeldOutFacts {
  const levels = (modes.full?.levels ?? []).flatMap(({ name, macroF1 }) => {
    const tails = modes.tails?.levels.find((level) => level.name === name);
    const change = tailsMinusFull.find((level) => level.name === name);
    if (tails === undefined || change === undefined) return [];
    const { difference, interval } = change;
    return {
      name,
      full: macroF1.toFixed(2),
      tails: tails.macroF1.toFixed(2),
      difference: formatDifference(difference),
      low: formatDifference(interval.low),
      high: formatDifference(interval.high),
    };
  });
  return { n: formatCount(nTest), levels };
}
