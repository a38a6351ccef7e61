import { useSyncExternalStore } from "react";

/** How often fonts have come: text on a canvas keeps the one it was drawn in. */
let arrivals = 0;
const listeners = new Set<() => void>();

document.fonts.addEventListener("loadingdone", () => {
  arrivals++;
  for (const listener of listeners) listener();
});

export function useFontsReady(): number {
  return useSyncExternalStore(subscribe, () => arrivals);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
