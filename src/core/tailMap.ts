import type { TailMap } from "./api.ts";
import type { ModeResults } from "./evaluation.ts";

/** Share of sentences at the floor and mean number of tail values, by class and layer. */
export function tailMap({ floored, tailCount }: ModeResults, nSentences: number, nLayers: number): TailMap {
  const table = (sums: Float64Array) =>
    Array.from({ length: sums.length / nLayers }, (_, c) =>
      Array.from(sums.subarray(c * nLayers, (c + 1) * nLayers), (n) => n / nSentences),
    );
  return { floorShare: table(floored), meanTailCount: table(tailCount) };
}

/** Mean of a [class, layer] sum over sentence × class × the layers given, or all. */
export function meanOverCells(
  sums: Float64Array,
  nSentences: number,
  nLayers: number,
  layers: readonly number[] | undefined,
): number {
  const used = layers === undefined ? undefined : new Set(layers);
  let sum = 0;
  for (let row = 0; row < sums.length; row++) if (used?.has(row % nLayers) ?? true) sum += sums[row]!;
  return sum / (nSentences * (sums.length / nLayers) * (used?.size ?? nLayers));
}
