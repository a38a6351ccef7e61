import { useSyncExternalStore } from "react";
import type { PngScale } from "../../plot/pngSize.ts";

/** Of every figure's PNG, until the page is closed. */
let scale: PngScale = 2;
const listeners = new Set<() => void>();

export function usePngScale(): PngScale {
  return useSyncExternalStore(subscribe, () => scale);
}

export function setPngScale(next: PngScale): void {
  scale = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
