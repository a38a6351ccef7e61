import type { Dataset } from "../../src/core/dataset.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import { type Pooling, poolValues } from "../../src/core/pooling.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { batchesByLength } from "../../src/engine/batches.ts";
import { readText } from "../../src/engine/readText.ts";

/** The poolings that an atlas of the page may use: their cost does not grow with the text. */
export const POOLINGS = ["last", "mean"] as const satisfies readonly Pooling[];

/** Values of every sentence, [class][sentence][layer] → [dModel], for each pooling, from one pass over the model. */
export type Bags = Record<(typeof POOLINGS)[number], Float32Array[][][]>;

export async function collectBags(
  source: ActivationSource<Float32Array>,
  dataset: Dataset,
  onClass: (done: number) => void,
): Promise<Bags> {
  const bags: Bags = { last: [], mean: [] };
  const options: FitOptions = PUBLISHED;
  for (const [c, { sentences }] of dataset.classes.entries()) {
    const ids = sentences.map((text) => readText(source, text, options).tokens.ids);
    for (const pooling of POOLINGS) bags[pooling][c] = ids.map(() => []);
    for (const { indices, sequences, batchPos } of batchesByLength(ids, 16)) {
      const size = batchPos * source.shape.dModel;
      for await (const { layer, residPost } of source.run(sequences)) {
        for (const [row, i] of indices.entries()) {
          const nPos = ids[i]!.length;
          const stream = residPost.subarray(row * size, row * size + nPos * source.shape.dModel);
          for (const pooling of POOLINGS) {
            bags[pooling][c]![i]![layer] = poolValues(stream, nPos, source.shape.dModel, {
              pooling,
              center: true,
              skipBos: true,
            });
          }
        }
      }
    }
    onClass(c + 1);
  }
  return bags;
}
