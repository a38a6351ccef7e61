import type { CellSentence } from "../core/api.ts";
import type { Evaluation } from "../core/evaluation.ts";
import { Failure } from "../core/failure.ts";
import { chosenLayers, predictedClasses } from "../core/layerScores.ts";
import { categoryLevels, pairLevel } from "./levels.ts";

/**
 * Test sentences in one cell of a mode's confusion matrix, in their order. `level` 0…: a category, -1: pairs; `truth` and
 * `predicted` are indices of that level's labels; `layers` as in the report. @throws Failure("usage") where there is no such cell
 */
export function cellSentences(
  evaluation: Evaluation,
  mode: string,
  level: number,
  truth: number,
  predicted: number,
  layers?: readonly number[],
): CellSentence[] {
  const { recipe, modes, sentences } = evaluation;
  const m = modes.findIndex(({ name }) => name === mode);
  if (m < 0)
    throw new Failure(
      "usage",
      `The mode "${mode}" was not evaluated; there is ${modes.map(({ name }) => name).join(", ")}.`,
    );
  const { labels, ofClass } = levelAt(recipe.classes, level);
  for (const index of [truth, predicted]) {
    if (labels[index] === undefined)
      throw new Failure("usage", `There is no category ${index}: the level has 0 to ${labels.length - 1}.`);
  }
  const guessed = predictedClasses(evaluation, m, chosenLayers(layers, recipe.model.nLayers));
  return sentences.flatMap(({ text, trueClass, leaked }, s) => {
    if (ofClass[trueClass] !== truth || ofClass[guessed[s]!] !== predicted) return [];
    return [{ text, truth: recipe.classes[trueClass]!, predicted: recipe.classes[guessed[s]!]!, leaked }];
  });
}

function levelAt(classes: string[][], level: number) {
  const found = level === -1 ? pairLevel(classes) : categoryLevels(classes)[level];
  if (!found)
    throw new Failure(
      "usage",
      `There is no level ${level}: the classes have 0 to ${classes[0]!.length - 1}.`,
    );
  return found;
}
