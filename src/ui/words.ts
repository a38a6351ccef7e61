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

/** Bytes as people read them: “820 kB”, “548 MB”, “3.2 GB”. Decimal. */
export function size(bytes: number): string {
  if (bytes < 999.5e3) return `${Math.ceil(bytes / 1e3)} kB`;
  if (bytes < 9.95e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes < 999.5e6 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Which model, which data, how many sentences. */
export function provenance({ shape, atlas }: OpenedModel): string {
  if (atlas === undefined) return `${shape.id} · no atlas`;
  return `${shape.id} · ${atlas.dataName}, ${plural(atlas.nTrain, "training sentence")}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
