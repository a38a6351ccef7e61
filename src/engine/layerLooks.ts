import type { Curve, LayerSketch, Leaders, LookAt, ModeRanking } from "../core/api.ts";
import { type Atlas, cutoffsOf, pooledClass, ruleOf } from "../core/atlas.ts";
import { withFixedTails } from "../core/fixedTails.ts";
import { fitLogistic } from "../core/logistic.ts";
import { quantiles } from "../core/quantiles.ts";
import { emptyScores, scoreLayer } from "../core/scoreLayer.ts";
import type { TailValue } from "../core/seams.ts";
import type { TailCutoffs, TailRule } from "../core/tails.ts";
import { byMagnitude, tailValues } from "../core/tailValues.ts";
import { ownCutoffs } from "../core/tokenTails.ts";
import { MODES, TAILS } from "./modes.ts";
import { OWN_K } from "./noAtlas.ts";
import { type OpenScorer, rankingOf } from "./predict.ts";
import { remembered } from "./remembered.ts";

/** Grid points of a layer's sketch: twelve of them and the scores come back from the GPU in less than 64 KB. */
const SKETCH_POINTS = 400;

/** How many classes are told of while a guess is under way. */
const LEADERS = 3;

/** What tells tails from the rest at one layer. */
export interface TailsBy {
  cutoffs: TailCutoffs;
  rule: TailRule;
}

/** A sentence's density at a layer, and its tails by the pooled reference. */
export interface LayerDensity {
  sentence: Curve;
  bandwidth: number;
  count: number;
  tails: TailValue[];
}

/** Two cut-offs in the place of every class's own. */
type Fixed = TailCutoffs | undefined;

/** The layers of a scored sentence: what costs a pass over its values, or a way back from the GPU, is kept. */
export type LayerLooks = ReturnType<typeof layerLooks>;

/** `guesses`: whether `atlas` is a fitted one. */
export function layerLooks(scorer: OpenScorer, atlas: Atlas, guesses: boolean) {
  const { dModel } = atlas.recipe.model;
  let rankedAnew: { by: TailCutoffs; ranking: Promise<ModeRanking> } | undefined;

  const values = remembered((layer) => scorer.values(layer));
  const densityOn = async (layer: number, gridPoints: number): Promise<LayerDensity> => {
    const view = await scorer.view(layer, guesses ? pooledClass(atlas) : 0, TAILS, gridPoints);
    const { bandwidth, count, gridMin: min, gridMax: max, y, tails } = view;
    return { sentence: { min, max, y }, bandwidth, count, tails: byMagnitude(tails) };
  };
  const { gridPoints, prependBos } = atlas.recipe.options;
  const density = remembered((layer) => densityOn(layer, gridPoints));
  const outline = remembered((layer) => densityOn(layer, Math.min(SKETCH_POINTS, gridPoints)));
  const fits = remembered(async (layer) => {
    const bag = await values(layer);
    return { quantiles: quantiles(bag), logistic: fitLogistic(bag) };
  });

  /** The cut-offs given, or the class's, or (without an atlas) the sentence's own. */
  async function tailsBy(layer: number, classIndex: number, fixed: Fixed): Promise<TailsBy> {
    if (fixed) return { cutoffs: fixed, rule: { rule: "fixed", ...fixed } };
    if (guesses) return { cutoffs: cutoffsOf(atlas, classIndex, layer), rule: ruleOf(atlas) };
    return { cutoffs: ownCutoffs(await values(layer), OWN_K), rule: { rule: "std", k: OWN_K } };
  }

  async function tails(layer: number, { cutoffs, rule }: TailsBy): Promise<TailValue[]> {
    return tailValues(await values(layer), dModel, cutoffs, rule, prependBos);
  }

  async function rankedBy(fixed: TailCutoffs): Promise<ModeRanking> {
    const by = withFixedTails(atlas, fixed);
    const scores = emptyScores(by, [TAILS]);
    const bags = await Promise.all(Array.from({ length: atlas.nLayers }, (_, layer) => values(layer)));
    for (const [layer, bag] of bags.entries()) scoreLayer(bag, by, layer, [TAILS], scores);
    return rankingOf(scores[0]!, by, TAILS);
  }

  return {
    density,
    /** Quantiles and the likeliest logistic distribution. */
    fits,
    tailsBy,
    /** Values in the tails, greatest magnitude first. */
    tails,
    /** The ranking by tails: `own`, or by the cut-offs given; that of the last ones is kept. */
    tailsRanking(own: ModeRanking, fixed: Fixed): ModeRanking | Promise<ModeRanking> {
      if (!fixed || !guesses) return own;
      if (!sameCutoffs(rankedAnew?.by, fixed)) rankedAnew = { by: fixed, ranking: rankedBy(fixed) };
      return rankedAnew!.ranking;
    },
    /** A layer for the strip of all layers, tails by the pooled reference or the cut-offs given. */
    async sketch(layer: number, fixed: Fixed): Promise<LayerSketch> {
      const { sentence, count, tails: byPooled } = await outline(layer);
      const by = await tailsBy(layer, pooledClass(atlas), fixed);
      const found = guesses && !fixed ? byPooled : await tails(layer, by);
      const tokenTails = await scorer.tokenTails(layer, guesses || fixed ? by : { k: OWN_K });
      return {
        layer,
        sentence,
        cutoffs: by.cutoffs,
        tailCount: found.length,
        count,
        tails: found,
        tokenTails,
      };
    },
    /** What the `nRead` layers added so far lean to. Undefined without an atlas, and where all layers must be there first. */
    async leaders(
      { mode, fixed }: Pick<LookAt, "mode" | "fixed">,
      nRead: number,
    ): Promise<Leaders | undefined> {
      if (!guesses || (mode === "tails" && fixed)) return undefined;
      const index = MODES.findIndex(({ name }) => name === mode);
      return { mode, nRead, best: await scorer.leaders(index, LEADERS) };
    },
    dispose: () => scorer.dispose(),
  };
}

/** Whether two choices of cut-offs are the same. */
export const sameCutoffs = (a: Fixed, b: Fixed): boolean => a?.left === b?.left && a?.right === b?.right;
