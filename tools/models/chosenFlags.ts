// Prints the options that chooseOptions.ts chose as flags of `tailscope fit`, one word a line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TailRule } from "../../src/core/tails.ts";

interface Chosen {
  pooling: string;
  bandwidthScale: number;
  tailRule: TailRule;
}
const { chosen } = JSON.parse(readFileSync(join(process.argv[2]!, "validation.json"), "utf8")) as {
  chosen: Chosen;
};
const { tailRule } = chosen;
const rule = tailRule.rule === "std" ? `std:${tailRule.k}` : tailRule.rule;
console.log(
  ["--pooling", chosen.pooling, "--bandwidth-scale", chosen.bandwidthScale, "--tail-rule", rule].join("\n"),
);
