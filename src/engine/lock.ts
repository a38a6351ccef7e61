import type { ActivationSource } from "../core/seams.ts";
import { breathe } from "./breathe.ts";

/**
 * The same source for several callers: a runtime takes one run at a time, so each waits until the one before has ended or was
 * given up. Typing gets its turn between two batches of an evaluation, messages between two layers.
 */
export function shared<R>(source: ActivationSource<R>): ActivationSource<R> {
  let last: Promise<void> = Promise.resolve();
  return {
    get shape() {
      return source.shape; // its hash comes with its last layer
    },
    tokenize: (text, prependBos) => source.tokenize(text, prependBos),
    async *run(batch, signal) {
      const before = last;
      let done = () => {};
      last = new Promise((resolve) => {
        done = resolve;
      });
      await before;
      try {
        for await (const layer of source.run(batch, signal)) {
          yield layer;
          await breathe();
        }
      } finally {
        done();
      }
    },
  };
}
