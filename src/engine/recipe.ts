import type { Recipe } from "../core/atlas.ts";
import type { FitOptions } from "../core/options.ts";
import type { ModelShape } from "../core/seams.ts";
import type { Split } from "../core/split.ts";
import type { TailRule } from "../core/tails.ts";

/** What a fit is of, beside its model and options. */
export interface RecipeData {
  name: string;
  sha256: string;
  split: Split;
  splitName: string;
}

/** The recipe of a fit, its fields always in this order: the same input gives the same bytes, wherever it was asked for. */
export function recipeOf(
  { id, revision, architecture, nLayers, dModel, weightsSha256, roundedTo }: ModelShape,
  { name, sha256, split, splitName }: RecipeData,
  options: FitOptions,
): Recipe {
  const { dropLastWord, prependBos, center, pooling, bandwidthScale, gridPoints, densityFloor } = options;
  const nTrain = split.train.classes.reduce((n, c) => n + c.sentences.length, 0);
  return {
    format: "tailscope-atlas",
    version: 1,
    model: {
      ...{ id, ...(revision !== undefined && { revision }), architecture, nLayers, dModel, weightsSha256 },
      ...(roundedTo !== undefined && { roundedTo }),
    },
    data: { name, sha256, nTrain, nTest: split.test.length, split: splitName },
    options: {
      ...{ dropLastWord, prependBos, center, pooling, bandwidthScale, gridPoints, densityFloor },
      tailRule: ruleOf(options.tailRule),
    },
    classes: split.train.classes.map(({ path }) => path),
  };
}

function ruleOf(rule: TailRule): TailRule {
  if (rule.rule === "std") return { rule: "std", k: rule.k };
  if (rule.rule === "fixed") return { rule: "fixed", left: rule.left, right: rule.right };
  return { rule: rule.rule };
}
