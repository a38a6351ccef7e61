import type { Progress } from "../core/api.ts";
import { throwIfAborted } from "../core/failure.ts";
import type { FitOptions } from "../core/options.ts";
import { poolValues } from "../core/pooling.ts";
import type { ActivationSource, Signal } from "../core/seams.ts";
import type { Split } from "../core/split.ts";
import { batchesByLength } from "./batches.ts";
import { progressMeter } from "./progress.ts";
import { readText } from "./readText.ts";

/** A sentence of a split and its values, as a fit and a scorer see them. */
export interface SentenceValues {
  /** Running number over the whole walk. */
  sentence: number;
  classIndex: number;
  part: "train" | "test";
  text: string;
  /** Position of the first token whose values were taken. */
  firstPos: number;
  /** Centred and pooled, one bag for each layer asked for, in their order. [dModel], or [pos * dModel] for "all" */
  layers: Float32Array[];
}

export interface ValuesControl {
  batchSize?: number;
  /** Sentences held in memory at a time; they are batched by length among themselves. */
  window?: number;
  signal?: Signal;
  onProgress?: (progress: Progress) => void;
}

interface Sentence {
  classIndex: number;
  part: "train" | "test";
  text: string;
}

/** Walks a split class by class, training sentences first, and gives every sentence's values at `layers` (ascending). */
export async function* sentenceValues(
  source: ActivationSource<Float32Array>,
  split: Split,
  options: Pick<FitOptions, "dropLastWord" | "prependBos" | "center" | "pooling">,
  layers: readonly number[],
  { batchSize = 16, window = 128, signal, onProgress = () => {} }: ValuesControl = {},
): AsyncGenerator<SentenceValues> {
  const sentences = inOrder(split);
  const last = layers.at(-1)!;
  const pool = { ...options, skipBos: options.prependBos };
  const progress = progressMeter(`Reading ${sentences.length} sentences`, onProgress);
  const { dModel } = source.shape;
  for (let start = 0; start < sentences.length; start += window) {
    const held = sentences.slice(start, start + window);
    const ids = held.map(({ text }) => readText(source, text, options).tokens.ids);
    const values: Float32Array[][] = held.map(() => []);
    let done = start;
    for (const { indices, sequences, batchPos } of batchesByLength(ids, batchSize)) {
      throwIfAborted(signal);
      for await (const { layer, residPost } of source.run(sequences, signal)) {
        const place = layers.indexOf(layer);
        if (place >= 0) {
          indices.forEach((i, row) => {
            const nPos = sequences[row]!.length;
            const stream = residPost.subarray(row * batchPos * dModel, (row * batchPos + nPos) * dModel);
            values[i]![place] = poolValues(stream, nPos, dModel, pool);
          });
        }
        if (layer === last) break;
      }
      done += indices.length;
      progress(done, sentences.length);
    }
    for (const [i, sentence] of held.entries()) {
      const nPos = ids[i]!.length;
      const firstPos = options.pooling === "last" ? nPos - 1 : pool.skipBos && nPos > 1 ? 1 : 0;
      yield { ...sentence, sentence: start + i, firstPos, layers: values[i]! };
    }
  }
}

function inOrder(split: Split): Sentence[] {
  return split.train.classes.flatMap(({ sentences }, classIndex) => [
    ...sentences.map((text) => ({ classIndex, part: "train" as const, text })),
    ...split.test
      .filter((t) => t.trueClass === classIndex)
      .map(({ text }) => ({ classIndex, part: "test" as const, text })),
  ]);
}
