import { useStore } from "zustand";
import { type Screen, store } from "../state/store.ts";

/** A part of what the screen shows; renders again when that part changes. */
export function useScreen<T>(select: (screen: Screen) => T): T {
  return useStore(store, select);
}
