import type { KernelTime, KernelTimes } from "../core/kernelTimes.ts";
import type { SentenceScorer } from "../core/seams.ts";

/** The steps of a scorer that are timed. */
const STEPS = ["add", "view", "tokenTails"] as const;

/** The same scorer, whose steps are timed by the computer's clock: where they are done on the CPU, one after another. */
export function timedScorer<R>(scorer: SentenceScorer<R>): SentenceScorer<R> & { times(): KernelTimes } {
  const kernels = new Map<string, KernelTime>();
  const timed = <A extends unknown[], T>(step: (typeof STEPS)[number], work: (...args: A) => T) => {
    return async (...args: A): Promise<Awaited<T>> => {
      const start = performance.now();
      const result = await work(...args);
      const ns = (performance.now() - start) * 1e6;
      const time = kernels.get(step) ?? { kernel: step, count: 0, totalNs: 0, minNs: ns };
      kernels.set(step, {
        ...time,
        count: time.count + 1,
        totalNs: time.totalNs + ns,
        minNs: Math.min(time.minNs, ns),
      });
      return result;
    };
  };
  return {
    ...scorer,
    add: timed("add", scorer.add),
    view: timed("view", scorer.view),
    tokenTails: timed("tokenTails", scorer.tokenTails),
    times() {
      const all = [...kernels.values()];
      return { how: "cpu", kernels: all, wallMs: all.reduce((sum, { totalNs }) => sum + totalNs, 0) / 1e6 };
    },
  };
}
