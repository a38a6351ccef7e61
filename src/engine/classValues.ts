import type { BaggedSentence, ClassBag } from "../core/classBag.ts";
import { throwIfAborted } from "../core/failure.ts";
import type { FitOptions } from "../core/options.ts";
import { poolValues } from "../core/pooling.ts";
import type { ActivationSource, Signal } from "../core/seams.ts";
import { batchesByLength } from "./batches.ts";
import { readText } from "./readText.ts";

/** Values of a class, one bag a layer. */
export type ClassValues = Float32Array[];

/** Copies the first `length` float32 of a residual stream to where they can be looked at. */
export type ToArray<R> = (residPost: R, length: number) => Promise<Float32Array>;

/** Runs sentences through the model and pools them: per layer, all their values one after the other. */
export async function classValues<R = Float32Array>(
  source: ActivationSource<R>,
  sentences: readonly string[],
  options: FitOptions,
  batchSize: number,
  onSentences: (n: number) => void,
  signal?: Signal,
  toArray?: ToArray<R>,
): Promise<ClassValues> {
  const { nLayers, dModel } = source.shape;
  const pooling = { ...options, skipBos: options.prependBos };
  const read = readClass(source, sentences, options);
  const bags = Array.from({ length: nLayers }, () => new Float32Array(read.nVectors * dModel));
  for (const { sequences, places } of read.batches(batchSize)) {
    throwIfAborted(signal);
    const batchPos = places[0]!.batchPos;
    for await (const { layer, residPost } of source.run(sequences, signal)) {
      const streams = await arrayOf(residPost, places.length * batchPos * dModel, toArray);
      for (const { row, nPos, firstVector } of places) {
        const stream = streams.subarray(row * batchPos * dModel, (row * batchPos + nPos) * dModel);
        bags[layer]!.set(poolValues(stream, nPos, dModel, pooling), firstVector * dModel);
      }
    }
    onSentences(places.length);
  }
  return bags;
}

/** The same, each value staying where its residual stream is. The bag is open until it is disposed. */
export async function bagClass<R>(
  source: ActivationSource<R>,
  sentences: readonly string[],
  options: FitOptions,
  batchSize: number,
  onSentences: (n: number) => void,
  signal: Signal | undefined,
  openBag: (nVectors: number) => ClassBag<R>,
): Promise<ClassBag<R>> {
  const read = readClass(source, sentences, options);
  const bag = openBag(read.nVectors);
  try {
    for (const { sequences, places } of read.batches(batchSize)) {
      throwIfAborted(signal);
      for await (const activations of source.run(sequences, signal)) bag.add(activations, places);
      await bag.settled(); // work must not pile up on a queue that nobody waits for
      onSentences(places.length);
    }
    return bag;
  } catch (error) {
    bag.dispose();
    throw error;
  }
}

/** The sentences of a class as tokens, and where each one's vectors stand among the class's. */
function readClass<R>(source: ActivationSource<R>, sentences: readonly string[], options: FitOptions) {
  const ids = sentences.map((text) => readText(source, text, options).tokens.ids);
  let nVectors = 0;
  const firstVectors = ids.map(({ length }) => {
    const first = nVectors;
    nVectors += options.pooling !== "all" ? 1 : options.prependBos && length > 1 ? length - 1 : length;
    return first;
  });
  return {
    nVectors,
    batches: (batchSize: number) =>
      batchesByLength(ids, batchSize).map(({ indices, sequences, batchPos }) => ({
        sequences,
        places: indices.map(
          (i, row): BaggedSentence => ({
            row,
            nPos: sequences[row]!.length,
            batchPos,
            firstVector: firstVectors[i]!,
          }),
        ),
      })),
  };
}

/** What lies on this side already is only looked at; anything else is copied back. */
function arrayOf<R>(
  residPost: R,
  length: number,
  toArray: ToArray<R> | undefined,
): Promise<Float32Array> | Float32Array {
  if (residPost instanceof Float32Array) return residPost;
  if (!toArray) throw new Error("a residual stream that is no Float32Array needs toArray");
  return toArray(residPost, length);
}
