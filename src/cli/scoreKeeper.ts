import type { Atlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import type { TensorData } from "../core/safetensors.ts";
import type { EvaluateControl } from "../engine/evaluate.ts";

export type OnScores = NonNullable<EvaluateControl["onScores"]>;

/** Keeps every sentence's scores by class × layer when they are asked for. */
export function scoreKeeper(
  atlas: Atlas,
  modes: readonly Mode[],
  wanted: boolean,
): { onScores: OnScores | undefined; tensors: (nSentences: number) => Record<string, TensorData> } {
  const kept: Float64Array[][] = modes.map(() => []);
  const onScores: OnScores | undefined = wanted
    ? (sentence, scores) => {
        scores.forEach((s, m) => {
          kept[m]![sentence] = s.logLikelihood;
        });
      }
    : undefined;
  const tensors = (nSentences: number) =>
    Object.fromEntries(
      modes.map((mode, m) => {
        const width = atlas.recipe.classes.length * atlas.nLayers;
        const data = new Float64Array(nSentences * width);
        kept[m]!.forEach((scores, s) => {
          data.set(scores, s * width);
        });
        return [
          `log_likelihood_${mode.name}`,
          { shape: [nSentences, atlas.recipe.classes.length, atlas.nLayers], data },
        ];
      }),
    );
  return { onScores, tensors };
}
