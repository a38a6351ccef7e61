import type {
  CellSentence,
  Guess,
  LayerPicture,
  LayerSketch,
  ModeRanking,
  Progress,
  Report,
  ViewMode,
} from "../core/api.ts";
import { type Atlas, densityRow, pooledClass } from "../core/atlas.ts";
import type { Evaluation } from "../core/evaluation.ts";
import { Failure } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import type { ActivationSource, Backend, LayerView, SentenceScorer } from "../core/seams.ts";
import type { TestSentence } from "../core/split.ts";
import { breathe } from "./breathe.ts";
import { cellSentences } from "./cells.ts";
import { evaluate } from "./evaluate.ts";
import { ownView } from "./noAtlas.ts";
import { type Prediction, predict } from "./predict.ts";
import { buildReport } from "./report.ts";

const TAILS: Mode = { name: "tails", kind: "tails" };
const MODES: Mode[] = [{ name: "full", kind: "full" }, TAILS];

/** What a model without an atlas says. */
const NOTHING: ModeRanking = { logLikelihood: [], ranking: [], floorShare: 0, meanTailCount: 0 };

/** A model slower than this shows its layers as they come; a quicker one's guess goes first. */
const QUICK_MS = 50;

/** Test sentences, whether each also stands in its class's training part, and whether it stands anywhere else at all. */
export interface HeldOut {
  test: TestSentence[];
  leaked: boolean[];
  /** Where it is not known, none counts as repeated. */
  repeated?: boolean[];
}

/** An open model, most often with its atlas: guesses texts as they are typed, shows layers, evaluates. One text at a time, the newest wins. */
export interface Lab {
  guess(text: string, layer: number, mode: ViewMode, onLayer: (sketch: LayerSketch) => void): Promise<Guess>;
  look(layer: number, mode: ViewMode): Promise<LayerPicture>;
  /** Can be cancelled from the call on, also while `heldOut` is on its way. */
  evaluate(
    heldOut: HeldOut | Promise<HeldOut>,
    batchSize: number,
    onProgress: (progress: Progress) => void,
  ): Promise<Report>;
  /** The last evaluation that came to its end, scored by these layers only: no pass over the model. */
  reportOf(layers: readonly number[]): Report;
  /** Its sentences in a cell of the report last given; arguments as of `cellSentences`. */
  cell(mode: string, level: number, truth: number, predicted: number): CellSentence[];
  cancelEvaluate(): void;
  /** Stops what is under way. */
  stop(): void;
}

/** `source` takes a run at a time (`shared`). `atlas` is what `backend` was made with; `guesses` is false where it is `noAtlas`, and only layers are shown. */
export function createLab<R>(
  source: ActivationSource<R>,
  backend: Backend<R>,
  atlas: Atlas,
  guesses = true,
): Lab {
  let typing = { aborted: false };
  let evaluating = { aborted: false };
  let evaluated: { evaluation: Evaluation; layers?: readonly number[] } | undefined;
  let last: { prediction: Prediction<R>; rankings: Record<ViewMode, ModeRanking> } | undefined;

  function lastEvaluation() {
    if (!evaluated) throw new Failure("usage", "Nothing has been evaluated yet: press Evaluate first.");
    return evaluated;
  }

  async function look(layer: number, mode: ViewMode): Promise<LayerPicture> {
    if (!last) throw new Failure("aborted", "There is no sentence to look at yet.");
    const { scorer } = last.prediction;
    if (!guesses) return { ...pictureOf(await ownView(scorer, atlas, layer)), predictedClass: -1 };
    const predictedClass = last.rankings[mode].ranking[0]!;
    const view = await scorer.view(layer, predictedClass, MODES.find((m) => m.name === mode)!);
    return {
      ...pictureOf(view),
      pooled: curve(atlas, pooledClass(atlas), layer),
      predicted: curve(atlas, predictedClass, layer),
      predictedClass,
    };
  }

  /** A layer for the strip of all layers, tails by the pooled reference's cut-offs, or by its own without an atlas. */
  async function sketch(scorer: Pick<SentenceScorer<unknown>, "view">, layer: number): Promise<LayerSketch> {
    const view = await (guesses
      ? scorer.view(layer, pooledClass(atlas), TAILS)
      : ownView(scorer, atlas, layer));
    const sentence = { min: view.gridMin, max: view.gridMax, y: view.y };
    return { layer, sentence, cutoffs: view.cutoffs, tailCount: view.tails.length, count: view.count };
  }

  return {
    look,
    async guess(text, layer, mode, onLayer) {
      typing.aborted = true;
      const signal = { aborted: false };
      typing = signal;
      const start = performance.now();
      const due: number[] = [];
      const sketchDue = async (scorer: Pick<SentenceScorer<unknown>, "view">) => {
        for (const done of due.splice(0)) onLayer(await sketch(scorer, done));
      };
      // what has come is shown, too, while the next layer is still being downloaded
      let waiting: ReturnType<typeof setTimeout> | undefined;
      const sketchLater = (scorer: Pick<SentenceScorer<unknown>, "view">) => {
        clearTimeout(waiting);
        waiting = setTimeout(() => void sketchDue(scorer).catch(() => {}), QUICK_MS);
      };
      const prediction = await predict(source, backend, atlas, text, MODES, {
        signal,
        async onLayer(done, scorer) {
          due.push(done);
          if (performance.now() - start > QUICK_MS) await sketchDue(scorer);
          else sketchLater(scorer);
        },
      }).finally(() => clearTimeout(waiting));
      if (signal.aborted) {
        prediction.scorer.dispose();
        throw new Failure("aborted", "A newer text was typed.");
      }
      last?.prediction.scorer.dispose();
      const [full, tails] = guesses
        ? (prediction.rankings as [ModeRanking, ModeRanking])
        : [NOTHING, NOTHING];
      last = { prediction, rankings: { full, tails } };
      const picture = await look(layer, mode);
      if (signal.aborted) throw new Failure("aborted", "A newer text was typed.");
      const { read, tokens, modelMs } = prediction;
      void breathe()
        .then(() => sketchDue(prediction.scorer))
        .catch(() => {}); // a newer text has closed this one, or the next guess will say what is wrong
      return {
        text,
        readText: read,
        tokenIds: tokens.ids,
        tokenTexts: tokens.texts,
        cut: tokens.cut,
        modes: { full, tails },
        picture,
        modelMs,
        totalMs: performance.now() - start,
      };
    },
    async evaluate(heldOut, batchSize, onProgress) {
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
      const control = { batchSize, signal, onProgress };
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
    stop() {
      typing.aborted = true;
      evaluating.aborted = true;
    },
  };
}

function pictureOf(view: LayerView): Omit<LayerPicture, "predictedClass"> {
  const { layer, cutoffs, count, bandwidth } = view;
  return {
    layer,
    sentence: { min: view.gridMin, max: view.gridMax, y: view.y },
    cutoffs,
    tails: view.tails.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    count,
    bandwidth,
  };
}

function curve(atlas: Atlas, classIndex: number, layer: number) {
  const row = classIndex * atlas.nLayers + layer;
  // copied: what crosses to the page must not drag the whole atlas along
  return {
    min: atlas.gridMin[row]!,
    max: atlas.gridMax[row]!,
    y: densityRow(atlas, classIndex, layer).slice(),
  };
}
