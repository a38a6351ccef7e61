/** At most this many are drawn. */
export const MOST_QUANTILES = 512;

/**
 * Values at the probabilities (i + 0.5) / m, m = min(n, 512): linear between order statistics, the k-th of n standing at
 * (k + 0.5) / n (Hazen), so that up to 512 values come back as they are, sorted. `values`: [n], in any order.
 */
export function quantiles(values: Float32Array, most = MOST_QUANTILES): Float32Array {
  const sorted = values.toSorted();
  const n = sorted.length;
  const m = Math.min(n, most);
  return Float32Array.from({ length: m }, (_, i) => {
    const at = Math.min(Math.max(((i + 0.5) * n) / m - 0.5, 0), n - 1);
    const k = Math.min(Math.floor(at), n - 1);
    const [below, above] = [sorted[k]!, sorted[Math.min(k + 1, n - 1)]!];
    return below + (above - below) * (at - k);
  });
}
