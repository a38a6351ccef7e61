import type { ActivationSource } from "../../src/core/seams.ts";

export interface TimedSource<R> extends ActivationSource<R> {
  /** Milliseconds between asking for a layer and having it, all together. */
  forwardMs(): number;
  /** Of the batches that were run: sentences and padded length. */
  batches(): readonly [nSentences: number, nPos: number][];
}

/** A source with a clock on its forward passes. */
export function timedSource<R>(source: ActivationSource<R>): TimedSource<R> {
  let ms = 0;
  const batches: [number, number][] = [];
  return {
    get shape() {
      return source.shape;
    },
    tokenize: source.tokenize,
    async *run(batch, signal) {
      batches.push([batch.length, Math.max(...batch.map((ids) => ids.length))]);
      const layers = source.run(batch, signal)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const start = performance.now();
          const next = await layers.next();
          ms += performance.now() - start;
          if (next.done) return;
          yield next.value;
        }
      } finally {
        await layers.return?.();
      }
    },
    forwardMs: () => ms,
    batches: () => batches,
  };
}
