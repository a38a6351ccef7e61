import type { Evaluation, ModeResults } from "./evaluation.ts";
import { Failure } from "./failure.ts";
import { argmax } from "./ranking.ts";

/** Layers in ascending order, each once; undefined where all are meant. @throws Failure("usage") where one is not there */
export function chosenLayers(
  layers: readonly number[] | undefined,
  nLayers: number,
): readonly number[] | undefined {
  if (layers === undefined) return undefined;
  const odd = layers.find((l) => !Number.isInteger(l) || l < 0 || l >= nLayers);
  if (odd !== undefined)
    throw new Failure("usage", `There is no layer ${odd}: the model has 0 to ${nLayers - 1}.`);
  if (layers.length === 0) throw new Failure("usage", "No layer is chosen: choose one or more.");
  const chosen = [...new Set(layers)].sort((a, b) => a - b);
  return chosen.length === nLayers ? undefined : chosen;
}

/** Log-likelihood of each class over some layers, nats; over all of them the float64 totals. [sentence, class] */
export function totalsOf(
  { totals, byLayer }: ModeResults,
  nLayers: number,
  layers: readonly number[] | undefined,
): Float64Array {
  if (layers === undefined) return totals;
  const sums = new Float64Array(totals.length);
  for (let i = 0; i < sums.length; i++) {
    let sum = 0;
    for (const layer of layers) sum += byLayer[i * nLayers + layer]!;
    sums[i] = sum;
  }
  return sums;
}

/** The class of the greatest score of each sentence, the first on a tie. `scores` [sentence, class] */
export function predictions(scores: Float64Array, nClasses: number): number[] {
  return Array.from({ length: scores.length / nClasses }, (_, s) =>
    argmax(scores.subarray(s * nClasses, (s + 1) * nClasses)),
  );
}

/** What an evaluation's mode predicts by some layers, or by all. [sentence] */
export function predictedClasses(
  { recipe, results }: Evaluation,
  mode: number,
  layers?: readonly number[],
): number[] {
  return predictions(totalsOf(results[mode]!, recipe.model.nLayers, layers), recipe.classes.length);
}
