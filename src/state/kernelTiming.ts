import { theEngine } from "./engine.ts";
import { forget, reconcile } from "./reconcile.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Times each kernel of what is typed from now on, beginning with the text that is there; or no more. */
export async function setKernelTiming(on: boolean): Promise<void> {
  store.setState({ timesKernels: on, kernelTimes: undefined });
  try {
    await theEngine().timeKernels(on);
    if (on) forget("guess");
    await reconcile();
  } catch (error) {
    report(error);
  }
}
