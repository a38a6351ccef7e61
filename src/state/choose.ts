import { refreshCache } from "./cache.ts";
import { abandonOpening } from "./opening.ts";
import { refreshPlan } from "./plan.ts";
import { forget, reconcile } from "./reconcile.ts";
import { store } from "./store.ts";

/** Opens the model whose plan is on show: the person has read it and said so. */
export function openConsidered(): void {
  const { considered, model } = store.getState();
  if (considered === undefined) return;
  void globalThis.navigator?.storage?.persist?.(); // what is downloaded now should still be there tomorrow
  if (considered === model) forget("open");
  store.setState({ model: considered });
  void reconcile();
}

/** Stops opening a model, downloads included. */
export async function cancelOpening(): Promise<void> {
  forget("open");
  await abandonOpening();
  store.setState({
    notice: "Stopped. What was downloaded so far stays in the cache, and is not loaded again.",
  });
  await Promise.all([refreshCache(), refreshPlan()]);
}
