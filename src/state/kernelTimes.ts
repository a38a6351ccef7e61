import type { Guess } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { store } from "./store.ts";

/** Asks what the kernels of a guess took, once it and all of its layers are there. A guess made meanwhile is asked for itself. */
export async function readKernelTimes(guess: Guess): Promise<void> {
  if (!store.getState().timesKernels) return;
  const kernelTimes = await theEngine()
    .kernelTimes()
    .catch(() => undefined);
  const { guess: now, timesKernels } = store.getState();
  if (now?.text === guess.text && timesKernels) store.setState({ kernelTimes });
}
