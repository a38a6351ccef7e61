import type { CellSentence, Progress, Report } from "../core/api.ts";
import type { Atlas } from "../core/atlas.ts";
import type { Evaluation } from "../core/evaluation.ts";
import { Failure } from "../core/failure.ts";
import type { ActivationSource, Backend } from "../core/seams.ts";
import type { TestSentence } from "../core/split.ts";
import { cellSentences } from "./cells.ts";
import { type EvaluationPartStore, evaluate } from "./evaluate.ts";
import { MODES } from "./modes.ts";
import { buildReport } from "./report.ts";

/** Test sentences, whether each also stands in its class's training part, and whether it stands anywhere else at all. */
export interface HeldOut {
  test: TestSentence[];
  leaked: boolean[];
  /** Where it is not known, none counts as repeated. */
  repeated?: boolean[];
}

/** Evaluations of an atlas, one at a time; the last that came to its end is kept. */
export interface Evaluations {
  /** Can be cancelled from the call on, also while `heldOut` is on its way. Parts that `store` has are not scored again. */
  evaluate(
    heldOut: HeldOut | Promise<HeldOut>,
    batchSize: number,
    onProgress: (progress: Progress) => void,
    store?: EvaluationPartStore,
  ): Promise<Report>;
  /** The last evaluation that came to its end, scored by these layers only: no pass over the model. */
  reportOf(layers: readonly number[]): Report;
  /** Its sentences in a cell of the report last given; arguments as of `cellSentences`. */
  cell(mode: string, level: number, truth: number, predicted: number): CellSentence[];
  cancelEvaluate(): void;
}

export function createEvaluations<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  guesses: boolean,
): Evaluations {
  let evaluating = { aborted: false };
  let evaluated: { evaluation: Evaluation; layers?: readonly number[] } | undefined;

  function lastEvaluation() {
    if (!evaluated) throw new Failure("usage", "Nothing has been evaluated yet: press Evaluate first.");
    return evaluated;
  }

  return {
    async evaluate(heldOut, batchSize, onProgress, store) {
      if (!guesses)
        throw new Failure(
          "usage",
          `No atlas has been fitted for ${source.shape.id}: there is nothing to evaluate.`,
        );
      evaluating.aborted = true;
      const signal = { aborted: false };
      evaluating = signal;
      const { test, leaked, repeated } = await heldOut;
      const sentences = test.map((t, i) => ({
        ...t,
        leaked: leaked[i]!,
        repeated: repeated?.[i] ?? false,
      }));
      const control = { batchSize, signal, onProgress, ...(store && { store }) };
      const evaluation = await evaluate(source, backend, atlas, sentences, MODES, control);
      evaluated = { evaluation };
      return buildReport(evaluation);
    },
    reportOf(layers) {
      const { evaluation } = lastEvaluation();
      const report = buildReport(evaluation, { layers });
      evaluated = { evaluation, layers };
      return report;
    },
    cell(mode, level, truth, predicted) {
      const { evaluation, layers } = lastEvaluation();
      return cellSentences(evaluation, mode, level, truth, predicted, layers);
    },
    cancelEvaluate() {
      evaluating.aborted = true;
    },
  };
}
