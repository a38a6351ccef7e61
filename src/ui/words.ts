import type { BackendStatus, OpenedModel, ViewMode } from "../core/api.ts";
import { formatCount } from "../plot/format.ts";

export const MODE_WORDS: Record<ViewMode, string> = { full: "all values", tails: "tails only" };

export const BACKEND_WORDS: Record<BackendStatus["backend"], string> = { webgpu: "WebGPU", wasm: "WASM" };

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** “12 s”, “3 min”. */
export function duration(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** Which model, which data, how many sentences. */
export function provenance({ shape, atlas }: OpenedModel): string {
  return `${shape.id} · ${atlas.dataName}, ${plural(atlas.nTrain, "training sentence")}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
