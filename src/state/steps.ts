import type { View } from "./store.ts";

/** What can be gone back from: choices. What is typed, slid, zoomed or dragged is written over. */
export function choicesOf(view: View): string {
  const { model, backend, mode, tab, token, pinned, pinnedClasses, matrix } = view;
  return JSON.stringify([
    model ?? null,
    backend,
    mode,
    tab,
    token ?? null,
    pinned ?? null,
    pinnedClasses,
    matrix,
  ]);
}

/** Before the first model there is nothing to go back to. */
export function isStep(before: View, now: View): boolean {
  return before.model !== undefined && choicesOf(before) !== choicesOf(now);
}
