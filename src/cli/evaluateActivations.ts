import type { Atlas } from "../core/atlas.ts";
import type { EvaluationPart } from "../core/evaluation.ts";
import { Failure } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import { evaluateValuesPart, type Share } from "../engine/evaluate.ts";
import type { OnScores } from "./scoreKeeper.ts";
import { openActivationFile } from "./tensors.ts";

/** What is scored, by which atlas. */
export interface EvaluateJob {
  atlas: Atlas;
  /** Of the atlas file. */
  path: string;
  modes: Mode[];
  share: Share;
  out: string;
  onScores: OnScores | undefined;
}

/** Scores values made elsewhere, `test` and `true_class` of a safetensors file. @throws Failure where they don't fit the atlas */
export async function evaluateActivations(
  file: string,
  { atlas, path, modes, share, onScores }: EvaluateJob,
): Promise<EvaluationPart> {
  const activations = await openActivationFile(file);
  const { shape, data } = activations.floats("test", 3);
  const truth = activations.integers("true_class");
  const [nSentences, nLayers, dModel] = shape as [number, number, number];
  const { model, classes } = atlas.recipe;
  if (nLayers !== model.nLayers || dModel !== model.dModel) {
    throw new Failure(
      "mismatch",
      `${file} has ${nLayers} layers × ${dModel}, ${path} was fitted on ${model.nLayers} × ${model.dModel}.`,
    );
  }
  if (nSentences === 0)
    throw new Failure("bad-data", `${file}: "test" holds no sentences: there is nothing to evaluate.`);
  if (truth.length !== nSentences)
    throw new Failure(
      "bad-file",
      `${file}: true_class has ${truth.length} entries for ${nSentences} sentences.`,
    );
  const odd = truth.find((c) => !(c >= 0 && c < classes.length));
  if (odd !== undefined)
    throw new Failure(
      "bad-data",
      `${file}: true_class ${odd} is not among the ${classes.length} classes of ${path}.`,
    );
  const test = truth.map((trueClass) => ({ text: "", trueClass }));
  return evaluateValuesPart(data, atlas, test, modes, share, onScores ? { onScores } : {});
}
