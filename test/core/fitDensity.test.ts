import { expect, it } from "vitest";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { kde, kdeExact } from "../../src/core/kde.ts";
import { PUBLISHED } from "../../src/core/options.ts";
import { tailCutoffs } from "../../src/core/tails.ts";
import { maxRelativeError } from "../support/close.ts";
import { logisticBag, outlierBag } from "../support/normal.ts";
import { refusal } from "../support/refusal.ts";

it("a fit reaches from the least value to the greatest, at four times Scott's bandwidth", () => {
  const values = logisticBag(3000, 1);
  const { density, bandwidth, moments } = fitDensity(values, PUBLISHED, "a bag");
  expect([density.grid[0], density.grid[999]]).toEqual([Math.min(...values), Math.max(...values)]);
  expect(bandwidth).toBe(4 * 3000 ** -0.2 * moments.sampleStd);
});

it("the fast estimate and the exact one give the same fit", () => {
  const values = logisticBag(3000, 2);
  const fast = fitDensity(values, PUBLISHED, "a bag");
  const exact = fitDensity(values, PUBLISHED, "a bag", kdeExact);
  expect(maxRelativeError(fast.density.y, exact.density.y, (e) => e > 1e-9).error).toBeLessThan(1e-4);
  expect(fast.cutoffs).toEqual(exact.cutoffs);
});

// SciPy's exact sums gave the very cut-offs of kdeExact on bags like these, and the same zeros.
it.each([4, 1, 0.5])(
  "cut-offs on the floor of a valley before far outliers are the exact sum's, bandwidthScale %d",
  (bandwidthScale) => {
    for (const far of [100, 1000]) {
      for (const [seed, spread] of [0.1, 0.001].entries()) {
        for (const rule of ["published", "relative"] as const) {
          const values = outlierBag(6, seed + far, far, spread);
          const options = { bandwidthScale, gridPoints: 1000, tailRule: { rule } };
          const exact = fitDensity(values, options, "a bag", kdeExact);
          const { cutoffs, density } = fitDensity(values, options, "a bag");
          expect(cutoffs).toEqual(exact.cutoffs);
          const faint = maxRelativeError(density.y, exact.density.y, (e) => e > 1e-300);
          expect(faint.error).toBeLessThan(0.05); // cubic weights, 39 bandwidths out; 1e-4 above 1e-9, as everywhere
        }
      }
    }
  },
);

it("where binning alone puts such a cut-off a point off, the density about it is summed exactly", () => {
  const values = outlierBag(6, 2, 300, 0.1); // one in a hundred bags like it
  const options = { bandwidthScale: 0.7, gridPoints: 1000, tailRule: { rule: "published" } } as const;
  const { density, moments, bandwidth, cutoffs } = fitDensity(values, options, "a bag");
  expect(cutoffs).toEqual(fitDensity(values, options, "a bag", kdeExact).cutoffs);
  const binned = { grid: density.grid, y: kde(values, density.grid, bandwidth) };
  expect(tailCutoffs(binned, moments, options.tailRule)).not.toEqual(cutoffs);
});

it("constant values are refused with their value and place", async () => {
  const constant = new Float32Array(8).fill(0.5);
  expect(await refusal(() => fitDensity(constant, PUBLISHED, '"a / b" at layer 3'))).toBe(
    'bad-data: All 8 values of "a / b" at layer 3 are 0.5: with no spread there is no bandwidth, hence no density.',
  );
});

it("values that are not finite are refused", async () => {
  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const values = Float32Array.of(1, 2, odd);
    expect(await refusal(() => fitDensity(values, PUBLISHED, "layer 1"))).toContain(
      "layer 1 are not all finite",
    );
  }
});

it("a single value has no density", async () => {
  expect(await refusal(() => fitDensity(Float32Array.of(2), PUBLISHED, "one"))).toContain(
    "All 1 values of one",
  );
});
