import type { FitOptions } from "../core/options.ts";
import type { TailRule } from "../core/tails.ts";
import { formatCount } from "../plot/format.ts";
import { en, type Texts } from "./texts/en.ts";

type Recipe = Texts["common"]["recipe"];

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** “12 s”, “3 min”. */
export function duration(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** “0.02 ms”, “7.4 ms”, “120 ms”, “1.2 s”; “< 0.01 ms” for less. */
export function milliseconds(ms: number): string {
  if (ms < 0.01) return "< 0.01 ms";
  if (ms < 0.995) return `${ms.toFixed(2)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Bytes as people read them: “820 kB”, “548 MB”, “3.2 GB”. Decimal. */
export function size(bytes: number): string {
  if (bytes < 999.5e3) return `${Math.ceil(bytes / 1e3)} kB`;
  if (bytes < 9.95e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes < 999.5e6 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A level of categories as a heading: “Subjects”, “Level 1”. */
export function levelTitle(name: string): string {
  return /\d$/.test(name) || name.endsWith("s") ? capitalised(name) : `${capitalised(name)}s`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Fit options in one line. */
export function optionsInWords(options: FitOptions, t: Recipe = en.common.recipe): string {
  return [
    t.pooling[options.pooling],
    ...(options.center ? [] : [t.notCentred]),
    ...(options.dropLastWord ? [] : [t.lastWordKept]),
    ...(options.prependBos ? [] : [t.noStart]),
    t.bandwidth(options.bandwidthScale),
    t.floor(options.densityFloor.toExponential()),
    t.points(options.gridPoints),
    ruleInWords(options.tailRule, t),
  ].join(", ");
}

function ruleInWords(rule: TailRule, t: Recipe): string {
  if (rule.rule === "std") return t.beyondStd(rule.k);
  return rule.rule === "fixed" ? t.beyond(rule.left, rule.right) : t.rule(rule.rule);
}
