/** How long one kernel took on the GPU, or one step of its CPU twins. */
export interface KernelTime {
  /** Its pipeline's label; on the CPU, what of a `SentenceScorer` was called. */
  kernel: string;
  /** How often it ran. */
  count: number;
  totalNs: number;
  minNs: number;
}

/** What kernels took, in the order in which they first ran. */
export interface KernelTimes {
  /**
   * `timestamps`: each kernel by the GPU's own clock. `wall`: the device has no timestamps, so kernels are only counted (their
   * nanoseconds are 0) and `wallMs` is all there is. `cpu`: each step by the computer's clock.
   */
  how: "timestamps" | "wall" | "cpu";
  kernels: KernelTime[];
  /** Step of the clock where the browser keeps it coarse; less than that can't be told from nothing. Absent on a fine clock. */
  stepNs?: number;
  /** Milliseconds by the computer's clock, all together: of a GPU from handing over until the queue was done, what else stood in it included. */
  wallMs: number;
  /** The device was lost, or the timer stopped, before everything came back. */
  isPartial?: true;
}

/** Mean milliseconds of a run; undefined where all of its runs together are below the clock's step, or were not timed. */
export function meanMs({ count, totalNs }: KernelTime, { how, stepNs = 0 }: KernelTimes): number | undefined {
  return how === "wall" || count === 0 || totalNs < stepNs ? undefined : totalNs / count / 1e6;
}
