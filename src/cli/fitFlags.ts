import { Failure } from "../core/failure.ts";
import { type FitOptions, PUBLISHED } from "../core/options.ts";
import type { Pooling } from "../core/pooling.ts";
import type { TailRule } from "../core/tails.ts";
import { type Flags, numberFlag, text, wholeFlag } from "./flags.ts";

/** METHOD.md's options as flags; the study's published ones without. */
export const FIT_FLAGS = {
  "bandwidth-scale": "string",
  "density-floor": "string",
  "grid-points": "string",
  "tail-rule": "string",
  pooling: "string",
  "keep-last-word": "boolean",
  "no-bos": "boolean",
  "no-center": "boolean",
} as const;

export const FIT_HELP = `  --bandwidth-scale N     Scott's bandwidth times N (4)
  --density-floor E       added to every density before its logarithm (1e-6)
  --grid-points N         points a density is kept at (1000)
  --tail-rule RULE        published | relative | std:K | fixed:LEFT,RIGHT (published)
  --pooling last|all|mean tokens whose values are taken (last)
  --keep-last-word        do not cut the text at its last space
  --no-bos                no <|endoftext|> in front
  --no-center             do not subtract each vector's own mean`;

export function fitOptions(flags: Flags): FitOptions {
  return {
    dropLastWord: flags["keep-last-word"] !== true,
    prependBos: flags["no-bos"] !== true,
    center: flags["no-center"] !== true,
    pooling: pooling(text(flags, "pooling") ?? PUBLISHED.pooling),
    bandwidthScale: numberFlag(flags, "bandwidth-scale", PUBLISHED.bandwidthScale, 1e-6, 1e6),
    gridPoints: wholeFlag(flags, "grid-points", PUBLISHED.gridPoints, 16, 100_000),
    densityFloor: numberFlag(flags, "density-floor", PUBLISHED.densityFloor, 1e-12, 1),
    tailRule: tailRule(text(flags, "tail-rule") ?? "published"),
  };
}

function pooling(value: string): Pooling {
  if (value === "last" || value === "all" || value === "mean") return value;
  throw new Failure("usage", `--pooling ${value}: last, all or mean is needed.`);
}

function tailRule(value: string): TailRule {
  if (value === "published" || value === "relative") return { rule: value };
  const [rule, rest = ""] = value.split(":") as [string, string?];
  const numbers = rest.split(",").map(Number);
  const fine = rest !== "" && numbers.every(Number.isFinite);
  if (rule === "std" && fine && numbers.length === 1 && numbers[0]! > 0)
    return { rule: "std", k: numbers[0]! };
  if (rule === "fixed" && fine && numbers.length === 2 && numbers[0]! <= numbers[1]!) {
    return { rule: "fixed", left: numbers[0]!, right: numbers[1]! };
  }
  throw new Failure(
    "usage",
    `--tail-rule ${value}: published, relative, std:K or fixed:LEFT,RIGHT is needed.`,
  );
}
