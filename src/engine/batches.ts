/** Sequences that run together, right-padded to the longest. */
export interface Batch {
  /** Where each sequence stands in the list that was batched. */
  indices: number[];
  sequences: (readonly number[])[];
  /** Length of the longest, in tokens. */
  batchPos: number;
}

/** Sequences of token ids batched by length, so that little of a batch is padding. */
export function batchesByLength(ids: readonly (readonly number[])[], batchSize: number): Batch[] {
  const order = ids.map((_, i) => i).sort((a, b) => ids[a]!.length - ids[b]!.length || a - b);
  const batches: Batch[] = [];
  for (let i = 0; i < order.length; i += batchSize) {
    const indices = order.slice(i, i + batchSize);
    const sequences = indices.map((k) => ids[k]!);
    batches.push({ indices, sequences, batchPos: sequences.at(-1)!.length });
  }
  return batches;
}

/** Every nth batch, from `part` of `parts` (from 1): shares of short and long sentences alike. */
export function everyNth(batches: readonly Batch[], part: number, parts: number): Batch[] {
  return batches.filter((_, i) => i % parts === part - 1);
}
