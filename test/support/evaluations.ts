import type { Recipe } from "../../src/core/atlas.ts";
import {
  addScores,
  type EvaluatedSentence,
  type Evaluation,
  emptyResults,
} from "../../src/core/evaluation.ts";
import type { Mode } from "../../src/core/options.ts";
import type { ModeScores } from "../../src/core/seams.ts";
import { tinyRecipe } from "./tinyAtlas.ts";

export const FULL_AND_TAILS: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
];

/** A recipe of any classes and number of layers, four values each. */
export const recipeOf = (classes: string[][], nLayers: number): Recipe => {
  const recipe = tinyRecipe();
  return { ...recipe, classes, model: { ...recipe.model, nLayers } };
};

/** An evaluation of scores that `scoresOf` makes up, one entry a mode, each [class * nLayers + layer]. */
export function evaluationOf(
  recipe: Recipe,
  modes: Mode[],
  sentences: EvaluatedSentence[],
  scoresOf: (sentence: number, trueClass: number) => { logLikelihood: number[]; tailCount: number[] }[],
): Evaluation {
  const evaluation = { recipe, modes, sentences, results: emptyResults(sentences.length, recipe, modes) };
  sentences.forEach(({ trueClass }, s) => {
    const scores = scoresOf(s, trueClass).map(
      ({ logLikelihood, tailCount }): ModeScores => ({
        logLikelihood: Float64Array.from(logLikelihood),
        tailCount: Float64Array.from(tailCount),
      }),
    );
    addScores(evaluation, s, scores);
  });
  return evaluation;
}

/** Some of its sentences alone, of one mode, with no counts of tails. */
export function sentencesOf(evaluation: Evaluation, kept: number[], modes = evaluation.modes): Evaluation {
  const { recipe, sentences, results } = evaluation;
  const [nClasses, rows] = [recipe.classes.length, recipe.classes.length * recipe.model.nLayers];
  const some = <T extends Float64Array | Float32Array>(all: T, width: number, into: T) => {
    kept.forEach((s, i) => {
      into.set(all.subarray(s * width, (s + 1) * width), i * width);
    });
    return into;
  };
  return {
    recipe,
    modes,
    sentences: kept.map((s) => sentences[s]!),
    results: modes.map((mode) => {
      const of = results[evaluation.modes.indexOf(mode)]!;
      return {
        totals: some(of.totals, nClasses, new Float64Array(kept.length * nClasses)),
        byLayer: some(of.byLayer, rows, new Float32Array(kept.length * rows)),
        floored: kept.length === sentences.length ? of.floored : new Float64Array(rows),
        tailCount: kept.length === sentences.length ? of.tailCount : new Float64Array(rows),
      };
    }),
  };
}
