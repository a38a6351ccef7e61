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
  const ids = sentences.map((text) => readText(source, text, options).tokens.ids);
  const pooling = { ...options, skipBos: options.prependBos };
  const ends = bagEnds(
    ids.map((sequence) => sequence.length),
    dModel,
    pooling,
  );
  const bags = Array.from({ length: nLayers }, () => new Float32Array(ends.at(-1) ?? 0));
  for (const { indices, sequences, batchPos } of batchesByLength(ids, batchSize)) {
    throwIfAborted(signal);
    for await (const { layer, residPost } of source.run(sequences, signal)) {
      const streams = await arrayOf(residPost, indices.length * batchPos * dModel, toArray);
      indices.forEach((i, row) => {
        const nPos = sequences[row]!.length;
        const stream = streams.subarray(row * batchPos * dModel, (row * batchPos + nPos) * dModel);
        bags[layer]!.set(poolValues(stream, nPos, dModel, pooling), i === 0 ? 0 : ends[i - 1]!);
      });
    }
    onSentences(indices.length);
  }
  return bags;
}

/** Where each sentence's values end in the class's bag. */
function bagEnds(
  lengths: readonly number[],
  dModel: number,
  { pooling, skipBos }: { pooling: FitOptions["pooling"]; skipBos: boolean },
): number[] {
  let end = 0;
  return lengths.map((nPos) => {
    const vectors = pooling !== "all" ? 1 : skipBos && nPos > 1 ? nPos - 1 : nPos;
    end += vectors * dModel;
    return end;
  });
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
