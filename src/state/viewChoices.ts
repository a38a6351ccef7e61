import type { BackendChoice, ViewMode } from "../core/api.ts";
import {
  DEFAULT_VIEW,
  type Language,
  type MatrixShow,
  type MatrixSort,
  type Tab,
  type View,
} from "./store.ts";

// What each choice of a view can be, in words that addresses hold: never renamed.

export const TABS: readonly Tab[] = ["explore", "evaluate", "fit", "compare", "models", "method"];
export const MODES: readonly ViewMode[] = ["full", "tails"];
export const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "wasm"];
export const SCALES: readonly View["yScale"][] = ["log", "linear"];
export const SHOWS: readonly MatrixShow[] = ["full", "tails", "both", "difference"];
export const SORTS: readonly MatrixSort[] = ["category", "sink", "cluster"];
export const LANGUAGES: readonly Language[] = ["en", "es", "ja"];

export function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  return allowed.find((item) => item === value);
}

/** The view alone, of all that a screen holds. */
export function viewOf(screen: View): View {
  const keys = Object.keys(DEFAULT_VIEW) as (keyof View)[];
  return Object.fromEntries(keys.map((key) => [key, screen[key]])) as unknown as View;
}
