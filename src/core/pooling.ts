/** Which token positions of a sentence give the values. METHOD §1. */
export type Pooling = "last" | "all" | "mean";

/**
 * The bag of values of a sentence at a layer.
 * `residPost`: [pos, dModel] of one sentence, `nPos` of them; `skipBos` leaves position 0 out of "all" and "mean".
 * Centring subtracts each vector's own mean over dModel. Returns [dModel] or, for "all", [pos * dModel].
 */
export function poolValues(
  residPost: Float32Array,
  nPos: number,
  dModel: number,
  options: { pooling: Pooling; center: boolean; skipBos: boolean },
): Float32Array {
  const first = options.pooling === "last" ? nPos - 1 : options.skipBos && nPos > 1 ? 1 : 0;
  const used = nPos - first;
  const rows = new Float32Array(used * dModel);
  for (let p = 0; p < used; p++) {
    const from = (first + p) * dModel;
    const row = residPost.subarray(from, from + dModel);
    rows.set(options.center ? centered(row) : row, p * dModel);
  }
  if (options.pooling !== "mean") return rows;
  const mean = new Float32Array(dModel);
  for (let d = 0; d < dModel; d++) {
    let sum = 0;
    for (let p = 0; p < used; p++) sum += rows[p * dModel + d]!;
    mean[d] = sum / used;
  }
  return mean;
}

/** A vector less its own mean. [dModel] */
export function centered(vector: Float32Array): Float32Array {
  let sum = 0;
  for (let d = 0; d < vector.length; d++) sum += vector[d]!;
  const mean = sum / vector.length;
  return vector.map((v) => v - mean);
}
