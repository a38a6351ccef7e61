import type { DimensionProfile, Progress } from "../core/api.ts";
import { type Atlas, cutoffsOf, pooledClass, ruleOf } from "../core/atlas.ts";
import { Failure, throwIfAborted } from "../core/failure.ts";
import { poolValues } from "../core/pooling.ts";
import type { ActivationSource, Signal } from "../core/seams.ts";
import type { TestSentence } from "../core/split.ts";
import { inTails } from "../core/tails.ts";
import { ownCutoffs } from "../core/tokenTails.ts";
import { batchesByLength } from "./batches.ts";
import { breathe } from "./breathe.ts";
import type { ToArray } from "./classValues.ts";
import { OWN_K } from "./noAtlas.ts";
import { progressMeter } from "./progress.ts";
import { readText } from "./readText.ts";
import { spreadOverClasses } from "./spread.ts";

/** Sentences to choose from. */
export interface ProfileData {
  dataName: string;
  test: readonly TestSentence[];
}

export interface ProfileControl<R> {
  batchSize: number;
  toArray: ToArray<R>;
  signal: Signal;
  onProgress: (progress: Progress) => void;
}

/**
 * Mean and standard deviation of every dimension over sentences, and how often it is in the tails: of the pooled reference, or
 * (`guesses` false) of each sentence's own values. Of an atlas that pools "all" tokens, each token counts as one.
 */
export async function dimensionProfile<R>(
  source: ActivationSource<R>,
  atlas: Atlas,
  guesses: boolean,
  { dataName, test }: ProfileData,
  nSentences: number,
  { batchSize, toArray, signal, onProgress }: ProfileControl<R>,
): Promise<DimensionProfile> {
  throwIfAborted(signal);
  if (!Number.isSafeInteger(nSentences) || nSentences < 1)
    throw new Failure("usage", `${nSentences} sentences can't be read: one or more are needed.`);
  const chosen = spreadOverClasses(
    test.map((t) => t.trueClass),
    nSentences,
  ).map((place) => test[place]!.text);
  if (chosen.length === 0) throw new Failure("bad-data", `${dataName} holds out no sentences.`);
  const { dModel, nLayers } = source.shape;
  const { options } = atlas.recipe;
  const pooling = { ...options, skipBos: options.prependBos };
  const ids = chosen.map((text) => readText(source, text, options).tokens.ids);
  const layers = Array.from({ length: nLayers }, () => emptyTally(dModel));
  const progress = progressMeter(`Reading ${chosen.length} sentences`, onProgress);
  let done = 0;
  for (const { indices, sequences, batchPos } of batchesByLength(ids, batchSize)) {
    throwIfAborted(signal);
    for await (const { layer, residPost } of source.run(sequences, signal)) {
      const streams = await toArray(residPost, sequences.length * batchPos * dModel);
      sequences.forEach(({ length: nPos }, row) => {
        const stream = streams.subarray(row * batchPos * dModel, (row * batchPos + nPos) * dModel);
        const values = poolValues(stream, nPos, dModel, pooling);
        addValues(layers[layer]!, values, isTail(atlas, guesses, layer, values));
      });
    }
    done += indices.length;
    progress(done, chosen.length);
    await breathe();
  }
  throwIfAborted(signal);
  const joined = (of: (tally: Tally, d: number) => number) =>
    Float32Array.from({ length: nLayers * dModel }, (_, i) =>
      of(layers[Math.floor(i / dModel)]!, i % dModel),
    );
  return {
    dataName,
    nSentences: chosen.length,
    mean: joined(({ mean }, d) => mean[d]!),
    std: joined(({ m2, n }, d) => Math.sqrt(m2[d]! / n)),
    tailShare: joined(({ tails, n }, d) => tails[d]! / n),
  };
}

/** Welford's running moments of each dimension. */
interface Tally {
  n: number;
  mean: Float64Array;
  m2: Float64Array;
  tails: Float64Array;
}

const emptyTally = (dModel: number): Tally => ({
  n: 0,
  mean: new Float64Array(dModel),
  m2: new Float64Array(dModel),
  tails: new Float64Array(dModel),
});

/** `values`: [vectors * dModel]. */
function addValues(tally: Tally, values: Float32Array, beyond: (value: number) => boolean): void {
  const { mean, m2, tails } = tally;
  const dModel = mean.length;
  for (let from = 0; from < values.length; from += dModel) {
    tally.n++;
    for (let d = 0; d < dModel; d++) {
      const value = values[from + d]!;
      const off = value - mean[d]!;
      mean[d]! += off / tally.n;
      m2[d]! += off * (value - mean[d]!);
      if (beyond(value)) tails[d]!++;
    }
  }
}

function isTail(
  atlas: Atlas,
  guesses: boolean,
  layer: number,
  values: Float32Array,
): (value: number) => boolean {
  const cutoffs = guesses ? cutoffsOf(atlas, pooledClass(atlas), layer) : ownCutoffs(values, OWN_K);
  const rule = guesses ? ruleOf(atlas) : ({ rule: "std", k: OWN_K } as const);
  return (value) => inTails(value, cutoffs, rule);
}
