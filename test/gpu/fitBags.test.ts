import { describe, expect, it } from "vitest";
import type { Recipe } from "../../src/core/atlas.ts";
import { type FittedDensity, fitDensity } from "../../src/core/fitDensity.ts";
import { fineBins, kdeExact } from "../../src/core/kde.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import type { FittedRow } from "../../src/core/rows.ts";
import { fitBags } from "../../src/gpu/fitBags.ts";
import { createFitMachine } from "../../src/gpu/gpuFit.ts";
import { maxRelativeError } from "../support/close.ts";
import { BAGS, heavyTailed, scaled } from "./bags.ts";
import { gpu, uploaded } from "./support.ts";

const machine = createFitMachine(gpu, { options: PUBLISHED } as Recipe);
const options = (bandwidthScale: number, gridPoints: number, more: Partial<FitOptions> = {}): FitOptions => ({
  ...PUBLISHED,
  bandwidthScale,
  gridPoints,
  ...more,
});

/** The rows of bags, each in parts of at most `perPart` values. */
async function onGpu(
  bags: readonly Float32Array[],
  options: FitOptions,
  perPart = 2 ** 30,
): Promise<FittedRow[]> {
  const parts = bags.map((values) =>
    Array.from({ length: Math.ceil(values.length / perPart) }, (_, p) => {
      const part = values.subarray(p * perPart, (p + 1) * perPart);
      return { values: uploaded(part, 64), count: part.length };
    }),
  );
  return fitBags({ ...machine, recipe: { options } as Recipe }, "made up", parts);
}

/**
 * Masses, Gaussian and sum are rounded once each, and a place in its bin moves a lone value's density by 1.4e-7: 2e-7 in all. Faint
 * points about a cut-off are summed anew, with the exp of an f32.
 */
const CLOSE = 1e-6;

const binned = (values: Float32Array, { density, bandwidth }: FittedDensity) =>
  fineBins(values.length, density.grid, bandwidth) !== undefined;
const zeros = (y: ArrayLike<number>) => Array.from(y, (v, i) => (v === 0 ? i : -1)).filter((i) => i >= 0);

/** Relative error wherever the density exceeds 1e-9 of its peak. */
function error(actual: ArrayLike<number>, twin: ArrayLike<number>): number {
  const peak = Array.from(twin).reduce((a, b) => Math.max(a, b), 0);
  return maxRelativeError(actual, twin, (e) => e > 1e-9 * peak).error;
}

describe("bags fitted on the GPU", () => {
  it.each(BAGS)("%s have the CPU's density, whole and in parts", async (_, values) => {
    for (const scale of [4, 1]) {
      const how = options(scale, values.length > 400 ? 129 : 500);
      const twin = fitDensity(values, how, "made up");
      // the exact sum's is that of the exp of an f32, at up to 6.4 bandwidths
      const tolerance = binned(values, twin) ? CLOSE : 2e-5;
      const [whole] = await onGpu([values], how);
      expect(error(whole!.density.y, twin.density.y)).toBeLessThan(tolerance);
      expect(whole!.density.grid).toEqual(twin.density.grid);
      if (!binned(values, twin)) continue;
      expect(zeros(whole!.density.y)).toEqual(zeros(twin.density.y));
      expect(whole!.cutoffs).toEqual(twin.cutoffs);
      const [inParts] = await onGpu([values], how, Math.ceil(values.length / 3));
      expect(inParts!.cutoffs).toEqual(twin.cutoffs);
      expect(error(inParts!.density.y, twin.density.y)).toBeLessThan(tolerance);
    }
  });

  it("a million values keep 2e-5 of the exact sum in float64", async () => {
    const values = heavyTailed(1_000_000);
    const how = options(4, 40);
    const twin = fitDensity(values, how, "made up", kdeExact);
    const [row] = await onGpu([values], how, 400_000);
    expect(error(row!.density.y, twin.density.y)).toBeLessThan(2e-5);
  });

  it.each([2, 3, 63, 64, 65, 1000])("have %i grid points", async (gridPoints) => {
    const values = heavyTailed(300);
    const how = options(4, gridPoints);
    const [row] = await onGpu([values], how);
    expect(error(row!.density.y, fitDensity(values, how, "made up").density.y)).toBeLessThan(CLOSE);
  });

  it.each([
    ["published", 0],
    ["published", 300],
    ["relative", 0],
  ] as const)("have the CPU's cut-offs, all of them: rule %s, %i from 0", async (rule, shift) => {
    const bags = Array.from({ length: 16 }, (_, seed) => {
      const values = scaled(heavyTailed(2000, seed + 1), 7, shift);
      return values.map((v, i) => (i % 400 === 3 ? shift + (v - shift) * 12 : v)); // and some far beyond
    });
    for (const scale of [4, 1]) {
      const how = options(scale, 1000, { tailRule: { rule } });
      const twins = bags.map((values) => fitDensity(values, how, "made up"));
      const rows = await onGpu(bags, how);
      expect(rows.map(({ cutoffs }) => cutoffs)).toEqual(twins.map(({ cutoffs }) => cutoffs));
      rows.forEach(({ density }, i) => {
        expect(zeros(density.y)).toEqual(zeros(twins[i]!.density.y));
      });
    }
  });

  it.each([
    ["one value", [3], 'All 1 values of "made up" at layer 1 are 3'],
    ["constant values", new Array(257).fill(-0.1), 'All 257 values of "made up" at layer 1 are -0.1'],
    ["NaN", [1, 2, Number.NaN, 3], "not all finite (1 of 4)"],
    ["infinities", [1, Number.POSITIVE_INFINITY, 2, -Infinity], "not all finite (2 of 4)"],
    ["denormals alone", [0, 1e-42, 2e-42], "out of reach of the GPU's float32"],
  ])("that have %s in a layer are refused, and it is named", async (_, values, words) => {
    const error = await onGpu([heavyTailed(100), Float32Array.from(values)], options(4, 100)).catch((e) => e);
    expect(String(error?.message)).toContain(words);
  });

  it("few values on a fine grid are summed exactly, beside binned ones", async () => {
    const bags = [heavyTailed(20), heavyTailed(3000)];
    const how = options(0.05, 500);
    const twins = bags.map((values) => fitDensity(values, how, "made up"));
    expect(bags.map((values, i) => binned(values, twins[i]!))).toEqual([false, true]);
    const rows = await onGpu(bags, how);
    expect(error(rows[0]!.density.y, twins[0]!.density.y)).toBeLessThan(2e-5);
    expect(error(rows[1]!.density.y, twins[1]!.density.y)).toBeLessThan(CLOSE);
  });
});
