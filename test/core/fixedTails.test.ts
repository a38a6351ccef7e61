import { expect, it } from "vitest";
import { cutoffsOf, pooledClass, ruleOf } from "../../src/core/atlas.ts";
import { withFixedTails } from "../../src/core/fixedTails.ts";
import { parseMode } from "../../src/core/options.ts";
import { emptyScores, scoreLayer } from "../../src/core/scoreLayer.ts";
import { refusal } from "../support/refusal.ts";
import { tinyAtlas, tinyBag } from "../support/tinyAtlas.ts";

const cutoffs = { left: -1.25, right: 2.5 };
const modes = ["full", "tails"].map((name) => parseMode(name)!);

it("has the cut-offs at every class and layer, and leaves the atlas as it was", () => {
  const atlas = tinyAtlas();
  const before = structuredClone(atlas);
  const fixed = withFixedTails(atlas, cutoffs);
  for (let c = 0; c <= pooledClass(atlas); c++)
    for (const layer of [0, 1]) expect(cutoffsOf(fixed, c, layer)).toEqual(cutoffs);
  expect(ruleOf(fixed)).toEqual({ rule: "fixed", ...cutoffs });
  expect(fixed.density).toBe(atlas.density);
  expect(atlas).toEqual(before);
});

it("scores as an atlas fitted with the fixed rule does", () => {
  // the std rule is strict, so that a value at a cut-off tells the rules apart
  for (const tailRule of [{ rule: "published" }, { rule: "std", k: 1 }] as const) {
    const fixed = withFixedTails(tinyAtlas({ tailRule }), cutoffs);
    const fitted = tinyAtlas({ tailRule: { rule: "fixed", ...cutoffs } });
    const values = Float32Array.of(-1.25, 2.5, ...tinyBag(1, 0).subarray(0, 30));
    const [a, b] = [emptyScores(fixed, modes), emptyScores(fitted, modes)];
    for (const layer of [0, 1]) {
      scoreLayer(values, fixed, layer, modes, a);
      scoreLayer(values, fitted, layer, modes, b);
    }
    expect(a).toEqual(b);
    expect(a[1]!.tailCount[0]).toBeGreaterThan(2);
  }
});

it("refuses what are no two cut-offs", async () => {
  const told = (left: number, right: number) => refusal(() => withFixedTails(tinyAtlas(), { left, right }));
  expect(await told(3, 2)).toBe(
    "usage: Cut-offs at 3 and 2: two numbers are needed, the left one below the right one.",
  );
  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(await told(odd, 2)).toMatch(/^usage: /);
    expect(await told(-2, odd)).toMatch(/^usage: /);
  }
  expect(() => withFixedTails(tinyAtlas(), { left: 1, right: 1 })).not.toThrow();
});
