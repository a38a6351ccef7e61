import type { Density } from "../core/density.ts";
import { inTails, type TailCutoffs, type TailRule, tailCutoffs } from "../core/tails.ts";

export interface RuleCutoffs {
  rule: TailRule["rule"];
  cutoffs: TailCutoffs;
  /** False where a walk met no minimum before the grid's end. */
  found: { left: boolean; right: boolean };
  /** Of the values, how many are in the tails. */
  inTails: number;
}

/** Mean and population standard deviation of a density on its grid. */
export function densityShape({ grid, y }: Density): { mean: number; std: number } {
  let [mass, first, second] = [0, 0, 0];
  for (let i = 0; i < grid.length; i++) {
    mass += y[i]!;
    first += y[i]! * grid[i]!;
    second += y[i]! * grid[i]! ** 2;
  }
  const mean = first / mass;
  return { mean, std: Math.sqrt(Math.max(0, second / mass - mean ** 2)) };
}

/** What a rule makes of a density and of some values. */
export function ruleCutoffs(density: Density, values: ArrayLike<number>, rule: TailRule): RuleCutoffs {
  const cutoffs = tailCutoffs(density, densityShape(density), rule);
  const walks = rule.rule === "published" || rule.rule === "relative";
  let count = 0;
  for (let i = 0; i < values.length; i++) if (inTails(values[i]!, cutoffs, rule)) count++;
  return {
    rule: rule.rule,
    cutoffs,
    found: {
      left: !walks || cutoffs.left > density.grid[0]!,
      right: !walks || cutoffs.right < density.grid.at(-1)!,
    },
    inTails: count,
  };
}
