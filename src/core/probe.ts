import type { ActivationSource } from "./seams.ts";

/** What every model is run on when it is checked. */
export const PROBE = "The quick brown fox jumps over the lazy dog, and nobody asks why.";

/** Token ids of the probe sentence; for a model that reads no text, 16 ids over its vocabulary. */
export function probeIds(source: Pick<ActivationSource<unknown>, "shape" | "tokenize">): number[] {
  const { nCtx, dVocab } = source.shape;
  try {
    return source.tokenize(PROBE, true).ids;
  } catch {
    return Array.from({ length: Math.min(16, nCtx) }, (_, i) => (i * 7919 + 13) % dVocab);
  }
}

/** Greatest |a − b| over b's greatest |value|; Infinity where a value is not finite. */
export function layerError(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < b.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    if (!(d < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, d);
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return largest === 0 ? difference : difference / largest;
}

/** The layer of the greatest error. [layer], each [pos, dModel]. */
export function worstLayer(
  a: readonly Float32Array[],
  b: readonly Float32Array[],
): { layer: number; error: number } {
  let worst = { layer: 0, error: 0 };
  for (const [layer, expected] of b.entries()) {
    const error = layerError(a[layer]!, expected);
    if (error > worst.error) worst = { layer, error };
  }
  return worst;
}
