import type { Tap } from "../core/api.ts";
import { theEngine } from "./engine.ts";
import { forget, reconcile } from "./reconcile.ts";
import { store } from "./store.ts";
import { report } from "./trouble.ts";

/** Takes other values for the layers of the open .onnx, and opens it anew; none: as they were found. */
export async function chooseTaps(taps: Tap[]): Promise<void> {
  const { openedId } = store.getState();
  if (openedId === undefined) return;
  try {
    await theEngine().setTaps(openedId, taps);
    forget("open");
    await reconcile();
  } catch (error) {
    report(error);
  }
}
