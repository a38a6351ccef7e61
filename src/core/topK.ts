import { bestRanked } from "./ranking.ts";
import type { Leader } from "./seams.ts";

/**
 * The k best classes of one mode by the sums of their log-likelihoods over some layers, best first; all of them where there
 * are fewer, and none by no layers. A tie goes to the first class. A sum that is not finite is NaN and comes last.
 * `logLikelihood` [class * nLayers + layer], nats.
 */
export function topK(
  logLikelihood: ArrayLike<number>,
  nLayers: number,
  layers: readonly number[],
  k: number,
): Leader[] {
  if (layers.length === 0) return [];
  const sums = Array.from({ length: logLikelihood.length / nLayers }, (_, c) => {
    const sum = layers.reduce((sum, layer) => sum + logLikelihood[c * nLayers + layer]!, 0);
    return Number.isFinite(sum) ? sum : Number.NaN;
  });
  return bestRanked(sums, k).map((classIndex) => ({ classIndex, logLikelihood: sums[classIndex]! }));
}
