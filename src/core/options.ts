import type { Pooling } from "./pooling.ts";
import type { TailRule } from "./tails.ts";

/** Every option of METHOD.md that an atlas depends on. It is stored with the atlas and can't be changed after. */
export interface FitOptions {
  dropLastWord: boolean;
  prependBos: boolean;
  center: boolean;
  pooling: Pooling;
  bandwidthScale: number;
  gridPoints: number;
  densityFloor: number;
  tailRule: TailRule;
}

/** The study's published run. */
export const PUBLISHED: FitOptions = {
  dropLastWord: true,
  prependBos: true,
  center: true,
  pooling: "last",
  bandwidthScale: 4,
  gridPoints: 1000,
  densityFloor: 1e-6,
  tailRule: { rule: "published" },
};

/** A scoring mode: all values, the atlas's own tails, or values beyond k standard deviations. */
export type Mode =
  | { name: string; kind: "full" }
  | { name: string; kind: "tails" }
  | { name: string; kind: "std"; k: number };

/** Reads `full`, `tails` or `std<k>` (`std2`, `std2.5`). Undefined where it is none of these. */
export function parseMode(name: string): Mode | undefined {
  if (name === "full" || name === "tails") return { name, kind: name };
  const k = /^std(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  return k !== undefined && Number(k) > 0 ? { name, kind: "std", k: Number(k) } : undefined;
}
