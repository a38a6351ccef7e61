import { describe, expect, it } from "vitest";
import type { Recipe } from "../../src/core/atlas.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import type { FittedRow } from "../../src/core/rows.ts";
import { fitBags } from "../../src/gpu/fitBags.ts";
import { createFitMachine } from "../../src/gpu/gpuFit.ts";
import { maxRelativeError } from "../support/close.ts";
import { outlierDimensions } from "./bags.ts";
import { gpu, uploaded } from "./support.ts";

const machine = createFitMachine(gpu, { options: PUBLISHED } as Recipe);
const PER_PART = 6000;

function onGpu(bags: readonly Float32Array[], options: FitOptions): Promise<FittedRow[]> {
  const parts = bags.map((values) =>
    [values.subarray(0, PER_PART), values.subarray(PER_PART)].map((part) => ({
      values: uploaded(part, 64),
      count: part.length,
    })),
  );
  return fitBags({ ...machine, recipe: { options } as Recipe }, "made up", parts);
}

const FAR: readonly (readonly [number, number])[] = [
  [30, 0.05],
  [100, 0.1],
  [300, 0.1],
  [1000, 0.1],
  [1000, 0.05],
];
const bags = FAR.map(([far, spread], i) => outlierDimensions(far, spread, i + 1));

/** Far out, half the difference of squares of up to 38 bandwidths from float32 distances; a denormal's last bit beyond. */
const FAINT = { tolerance: 2e-4, least: 1e-307 };

describe("between the bulk and far outliers, bags fitted on the GPU", () => {
  it.each([
    ["published", 4],
    ["published", 1],
    ["published", 0.5],
    ["relative", 1],
  ] as const)("have the CPU's and the exact cut-offs: rule %s, bandwidths × %f", async (rule, scale) => {
    const options = { ...PUBLISHED, bandwidthScale: scale, tailRule: { rule } };
    const rows = await onGpu(bags, options);
    for (const [i, { cutoffs }] of rows.entries()) {
      const what = `${FAR[i]}`;
      expect(cutoffs, what).toEqual(fitDensity(bags[i]!, options, what).cutoffs);
      expect(cutoffs, what).toEqual(fitDensity(bags[i]!, options, what, kdeExact).cutoffs);
    }
  });

  it("have the exact cut-offs where, by binned sums alone, they lie beside them", async () => {
    const options = { ...PUBLISHED, bandwidthScale: 0.5 };
    const seeds = [
      [0.1, 3798],
      [0.1, 3874],
      [0.1, 3949],
      [0.05, 3920],
    ] as const; // one in a thousand: where such a sum is 3 % off, a stretch of zeros ends elsewhere
    const hard = seeds.map(([spread, seed]) => outlierDimensions(1000, spread, seed));
    const rows = await onGpu(hard, options);
    for (const [i, { cutoffs }] of rows.entries()) {
      expect(cutoffs).toEqual(fitDensity(hard[i]!, options, "made up", kdeExact).cutoffs);
    }
  });

  it("have its density, down to the floors of the valleys and the zeros in wide ones", async () => {
    const options = { ...PUBLISHED, bandwidthScale: 0.5 };
    const rows = await onGpu(bags, options);
    let [faint, zeros] = [0, 0];
    for (const [i, { density }] of rows.entries()) {
      const twin = fitDensity(bags[i]!, options, "made up").density.y;
      expect(maxRelativeError(density.y, twin, (e) => e > FAINT.least).error).toBeLessThan(FAINT.tolerance);
      expect(density.y.map((y) => (y > 0 ? 1 : 0))).toEqual(twin.map((y) => (y > 0 ? 1 : 0)));
      faint += twin.filter((y) => y > 0 && y < 1e-50).length;
      zeros += twin.filter((y) => y === 0).length;
    }
    expect(faint).toBeGreaterThan(20);
    expect(zeros).toBeGreaterThan(100);
  });
});
