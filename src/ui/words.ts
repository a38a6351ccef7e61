import type { BackendStatus, OpenedModel, ViewMode } from "../core/api.ts";
import type { FitOptions } from "../core/options.ts";
import type { TailRule } from "../core/tails.ts";
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

/** A level of categories as a heading: “Subjects”, “Level 1”. */
export function levelTitle(name: string): string {
  return /\d$/.test(name) || name.endsWith("s") ? capitalised(name) : `${capitalised(name)}s`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const POOLING: Record<FitOptions["pooling"], string> = {
  last: "last token",
  all: "all tokens",
  mean: "mean of tokens",
};

/** Fit options in one line. */
export function optionsInWords(options: FitOptions): string {
  return [
    POOLING[options.pooling],
    ...(options.center ? [] : ["not centred"]),
    ...(options.dropLastWord ? [] : ["last word kept"]),
    ...(options.prependBos ? [] : ["no start token"]),
    `bandwidth ${options.bandwidthScale}`,
    `floor ${options.densityFloor.toExponential()}`,
    `${options.gridPoints} points`,
    `tails ${ruleInWords(options.tailRule)}`,
  ].join(", ");
}

function ruleInWords(rule: TailRule): string {
  if (rule.rule === "std") return `beyond ${rule.k} std`;
  return rule.rule === "fixed" ? `beyond ${rule.left} and ${rule.right}` : rule.rule;
}
