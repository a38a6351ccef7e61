import type { KernelTimes } from "../src/core/api.ts";
import { type PassTimer, timePasses } from "../src/gpu/passTimer.ts";

/** Times the kernels of typed sentences, once it is told to, on whatever device they run. */
export function createTypedTimes() {
  let on = false;
  let timed: { device: GPUDevice; timer: PassTimer } | undefined;
  const stop = () => {
    timed?.timer.stop();
    timed = undefined;
  };
  return {
    set(now: boolean): void {
      on = now;
      if (!on) stop();
    },
    /** A sentence is about to be read. `device`: undefined on WASM. */
    async begin(device: () => Promise<GPUDevice | undefined>): Promise<void> {
      const next = on ? await device() : undefined;
      if (!on || next !== timed?.device) stop();
      if (!on || !next) return;
      timed ??= { device: next, timer: timePasses(next) };
      timed.timer.reset();
    },
    /** What ran since the last sentence was begun, or was read; undefined where nothing is timed. */
    read: async (): Promise<KernelTimes | undefined> => timed?.timer.read(),
  };
}
