import { refreshPlan } from "./plan.ts";
import { reconcile } from "./reconcile.ts";
import { store } from "./store.ts";

/** Opens the model anew with F16 matrices on the GPU, or in float32 again; plans count their bytes so. */
export function setHalfWeights(half: boolean): void {
  store.setState({ half });
  void reconcile();
  void refreshPlan();
}
