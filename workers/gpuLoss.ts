import { Failure, failureKind } from "../src/core/failure.ts";
import { refusal } from "../src/gpu/device.ts";

/** What becomes of a device while a lab is open on it. */
export interface GpuLoss {
  /** Once it is lost. */
  readonly failure: Failure | undefined;
  /** Calls back when it is lost, at once where it is already; gives what ends that. */
  onLost(tell: (failure: Failure) => void): () => void;
  /** What an error means for the device: that it is lost or can't be used any more, or (undefined) nothing. */
  troubleOf(error: unknown): Promise<Failure | undefined>;
  /** The lab is being closed, and its device with it: no loss. */
  stop(): void;
}

/** What may be had by another device, or on WASM. */
const GPU_KINDS: readonly unknown[] = ["no-webgpu", "device-lost", "out-of-memory"];

/** On WASM nothing is ever lost. */
export const NO_LOSS: GpuLoss = {
  failure: undefined,
  onLost: () => () => {},
  troubleOf: async () => undefined,
  stop: () => {},
};

export function watchLoss(device: GPUDevice): GpuLoss {
  const listeners = new Set<(failure: Failure) => void>();
  let failure: Failure | undefined;
  let stopped = false;
  const lose = (lost: Failure) => {
    if (stopped) return;
    failure ??= lost;
    for (const tell of [...listeners]) tell(lost);
    listeners.clear();
  };
  void device.lost
    .then(() => refusal(device, new Failure("device-lost", "The GPU stopped answering.")))
    .then(lose);
  return {
    get failure() {
      return failure;
    },
    onLost(tell) {
      if (failure) tell(failure);
      else listeners.add(tell);
      return () => listeners.delete(tell);
    },
    async troubleOf(error) {
      if (failure) return failure;
      const kind = failureKind(error);
      if (error instanceof Failure && GPU_KINDS.includes(kind)) return error;
      if (kind !== undefined && kind !== "aborted") return undefined;
      const none = new Failure("aborted", "");
      const found = await refusal(device, none);
      if (found !== none) return found;
      const words = error instanceof Error ? error.message : String(error);
      if (kind !== undefined || !isGpuTrouble(words)) return undefined;
      return new Failure(saysLost(words) ? "device-lost" : "no-webgpu", words);
    },
    stop() {
      stopped = true;
    },
  };
}

const DEVICE_LOST = /device (was |is )?(lost|destroyed)/i;
const saysLost = (words: string): boolean => DEVICE_LOST.test(words);

/** An error of the runtime itself, which carries no kind. */
export function isGpuTrouble(words: string): boolean {
  return saysLost(words) || /webgpu|gpu ?(device|buffer|adapter)|OrtRun|out of memory/i.test(words);
}

/** A second loss within this time, ms, is one too many. */
const MINUTE = 60_000;

/** When devices were lost. `now` in ms. */
export function createLossLog(now: () => number) {
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** Notes a loss; false where it is the second within a minute. */
    mayTryAgain(): boolean {
      const before = last;
      last = now();
      return last - before >= MINUTE;
    },
    forget() {
      last = Number.NEGATIVE_INFINITY;
    },
  };
}

export type LossLog = ReturnType<typeof createLossLog>;
