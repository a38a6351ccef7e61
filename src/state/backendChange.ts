import type { BackendChange } from "../core/api.ts";
import { onBackendChange } from "./engine.ts";
import { NOTICES } from "./notices.ts";
import { forget, reconcile, settleBackend, settleHalf } from "./reconcile.ts";
import { store } from "./store.ts";

/** Shows what the engine did of itself. What is on show stays, except numbers that are not to be trusted. */
export function takeBackendChange({ cause, opened, message = "" }: BackendChange): void {
  if (cause === "not-reopened") {
    store.setState({ trouble: { message, retry: "open" }, notice: undefined });
    return;
  }
  const { opened: before, backend } = store.getState();
  if (opened && before && opened.shape.id !== before.shape.id) return; // of a model that is gone
  store.setState({ notice: NOTICES[cause] });
  const isOther = opened?.status.backend !== before?.status.backend || cause === "failed-half";
  if (opened && before && isOther) store.setState({ opened, profiling: undefined });
  const left = cause === "lost-twice" || cause === "refused";
  if (left && backend === "webgpu") settleBackend("auto"); // so that WebGPU can be chosen again
  if (cause === "failed-half") settleHalf(false);
  if (cause === "failed-check" || cause === "failed-half") {
    forget("guess");
    void reconcile();
  }
}

export function followBackend(): void {
  onBackendChange(takeBackendChange);
}
