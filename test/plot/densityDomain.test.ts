import { expect, it } from "vitest";
import type { Curve, LayerPicture } from "../../src/core/api.ts";
import { densityDomain, gridValue, LOG_FLOOR, visibleExtent } from "../../src/plot/densityDomain.ts";

/** A curve of height `y` from min to max, 0 beyond [from, to]. */
function plateau(min: number, max: number, y = 1e-3, from = min, to = max): Curve {
  const grid = Array.from({ length: 1001 }, (_, i) => min + ((max - min) * i) / 1000);
  return { min, max, y: Float32Array.from(grid, (x) => (x >= from && x <= to ? y : 0)) };
}

function picture(changes: Partial<LayerPicture>): LayerPicture {
  return {
    layer: 0,
    sentence: plateau(-100, 100),
    pooled: plateau(-1000, 1000),
    predicted: plateau(-1000, 1000),
    predictedClass: 0,
    cutoffs: { left: -50, right: 50 },
    tails: [],
    count: 384,
    bandwidth: 1,
    quantiles: new Float32Array(),
    logistic: { location: 0, scale: 1 },
    ...changes,
  };
}

it("shows all of the sentence and little more of curves ten times as wide", () => {
  const [min, max] = densityDomain(picture({}), "log").x;
  expect(min).toBeLessThan(-100);
  expect(max).toBeGreaterThan(100);
  expect(max - min).toBeLessThan(300);
});

it("goes no further than the other curves can be seen", () => {
  const near = plateau(-1000, 1000, 1e-3, -110, 104);
  const [min, max] = densityDomain(picture({ pooled: near, predicted: near }), "log").x;
  expect(min).toBeCloseTo(-110, 0);
  expect(max).toBeCloseTo(104, 0);
});

it("takes in a cut-off within reach and points at one beyond it", () => {
  const domain = densityDomain(picture({ cutoffs: { left: -180, right: 600 } }), "log");
  expect(domain.x[0]).toBeLessThan(-180);
  expect(domain.cutoffs.map(({ place, found }) => [place, found])).toEqual([
    ["inside", true],
    ["above", true],
  ]);
});

it("knows a cut-off at the curve's end for one that was not found", () => {
  const { cutoffs } = densityDomain(picture({ cutoffs: { left: -1000, right: 50 } }), "log");
  expect(cutoffs[0]).toMatchObject({ side: "left", found: false, place: "below" });
  expect(cutoffs[1]).toMatchObject({ side: "right", found: true, place: "inside" });
});

it("starts the logarithmic axis at ε, lower only where the densities are", () => {
  expect(densityDomain(picture({}), "log").y[0]).toBe(LOG_FLOOR);
  const low = plateau(-100, 100, 1e-5);
  const faint = picture({ sentence: low, pooled: low, predicted: low });
  expect(densityDomain(faint, "log").y[0]).toBeCloseTo(1e-8, 12);
  expect(densityDomain(picture({}), "linear").y[0]).toBe(0);
});

it("survives a bag of equal values", () => {
  const point = plateau(3, 3);
  const { x } = densityDomain(picture({ sentence: point, pooled: point, predicted: point }), "log");
  expect(x[1]).toBeGreaterThan(x[0]);
  expect(x.every(Number.isFinite)).toBe(true);
});

it("finds the visible part of a curve", () => {
  const curve = plateau(0, 1000, 1, 200, 300);
  expect(visibleExtent(curve, 0.5)).toEqual([200, 300]);
  expect(visibleExtent(curve, 2)).toEqual([0, 0]);
  expect(gridValue(curve, 1000)).toBe(1000);
});

it("shows the stretch that is asked for, as high as the curves rise there", () => {
  const steps = plateau(-100, 100, 1e-2, -10, 10);
  steps.y = steps.y.map((y) => y || 1e-4);
  const zoomed = densityDomain(
    picture({ sentence: steps, pooled: steps, predicted: steps }),
    "linear",
    [50, 90],
  );
  expect(zoomed.x).toEqual([50, 90]);
  expect(zoomed.y[1]).toBeCloseTo(1.06e-4, 8);
  expect(zoomed.cutoffs.map(({ place }) => place)).toEqual(["below", "inside"]);
});

it("shows all of a pinned sentence", () => {
  const pinned = { sentence: plateau(-400, 50), tails: [] };
  expect(densityDomain(picture({ pinned }), "log").x[0]).toBeLessThan(-400);
});
