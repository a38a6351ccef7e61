import { expect, it } from "vitest";
import type { LayerSketch } from "../../src/core/api.ts";
import { tracePlaces } from "../../src/plot/dimensionTrace.ts";
import { stackTable } from "../../src/plot/layerStack.ts";
import { ridgeArea, ridgeLine, ridgeOf } from "../../src/plot/ridge.ts";
import { bandOf, layerAt, stackHeight, stackLayout, stackScale } from "../../src/plot/stackLayout.ts";
import { roundOutward, symlogScale, symlogTicks } from "../../src/plot/symlog.ts";

function sketch(layer: number, spread: number): LayerSketch {
  const y = Float32Array.from({ length: 201 }, (_, i) => Math.exp(-(((i - 100) / 20) ** 2)) / spread);
  return {
    ...{
      layer,
      sentence: { min: -spread, max: spread, y },
      cutoffs: { left: -spread / 2, right: spread / 2 },
    },
    ...{ tailCount: 1, count: 384, tails: [{ dimension: 138, value: spread * 0.9 }], tokenTails: [] },
  };
}

it.each([4, 12, 24, 36])("finds room for %i layers in 560 pixels, each with a band of its own", (n) => {
  const layout = stackLayout(n, 360, 560);
  expect(layout.firstBase - layout.rise).toBeGreaterThanOrEqual(20);
  expect(layout.firstBase + (n - 1) * layout.pitch).toBeLessThanOrEqual(layout.bottom);
  expect(layout.rise).toBeGreaterThan(28);
  for (let layer = 0; layer < n; layer++) {
    const { top, height } = bandOf(layout, layer);
    expect(layerAt(layout, top + 0.01, n)).toBe(layer);
    expect(layerAt(layout, top + height - 0.01, n)).toBe(layer);
  }
  expect(layerAt(layout, -50, n)).toBe(0);
  expect(layerAt(layout, 900, n)).toBe(n - 1);
  expect(stackHeight(n)).toBeLessThan(640);
});

it("puts all layers on one scale, linear near zero and logarithmic beyond", () => {
  const { x, linear } = stackScale([[sketch(0, 40), undefined, sketch(2, 3000)]], [40, 340]);
  expect(x.domain).toEqual([-5000, 5000]);
  expect(x(-5000)).toBeCloseTo(40, 6);
  expect(x(5000)).toBeCloseTo(340, 6);
  expect(x.invert(x(123))).toBeCloseTo(123, 9);
  expect(x(linear / 10) - x(0)).toBeCloseTo(x(0) - x(-linear / 10), 9);
  const decade = (from: number) => x(10 * from) - x(from);
  expect(decade(linear * 5) / decade(linear * 8)).toBeCloseTo(1, 1);
});

it("keeps its scale while layers come in that are no wider than a step", () => {
  const few = stackScale([[sketch(0, 700)]], [0, 300]).x.domain;
  expect(stackScale([[sketch(0, 700), sketch(1, 950)]], [0, 300]).x.domain).toEqual(few);
  expect([0.3, 7, 1000, -23, 0].map(roundOutward)).toEqual([0.5, 10, 1000, -50, 0]);
});

it("puts ticks at powers of ten, apart from one another, both ways", () => {
  const x = symlogScale([-1000, 5000], [0, 300], 10);
  const ticks = symlogTicks(x, 10, 30);
  expect(ticks).toContain(0);
  expect(ticks).toContain(1000);
  expect(ticks).toContain(-1000);
  const at = ticks.map(x);
  at.slice(1).forEach((place, i) => {
    expect(place - at[i]!).toBeGreaterThanOrEqual(30);
  });
});

it("does not lose a mode narrower than a pixel", () => {
  const y = new Float32Array(1001).fill(0.001);
  y[503] = 1;
  const columns = Float64Array.from({ length: 11 }, (_, i) => i * 100);
  const ridge = ridgeOf({ min: 0, max: 1000, y }, columns, 0, (density) => -density);
  expect(ridge.x.length).toBe(10);
  expect(ridge.y[5]).toBe(-1);
  expect(ridge.y[4]).toBeCloseTo(-0.001, 6);
});

it("leaves out the line where there is nothing, and closes areas on their base", () => {
  const ridge = { x: Float64Array.of(0.5, 1.5, 2.5, 3.5, 4.5), y: Float64Array.of(10, 10, 4, 10, 10) };
  expect(ridgeLine(ridge, 0, 5, 10)).toBe("M1.5,10L2.5,4L3.5,10");
  expect(ridgeArea(ridge, 2, 3, 10)).toBe("M2,10V4L2.5,4H3V10Z");
  expect(ridgeArea(ridge, 7, 9, 10)).toBe("");
});

it("follows a dimension through the layers where it is in the tails", () => {
  const sketches = [sketch(0, 40), undefined, sketch(2, 100)];
  expect(tracePlaces(sketches, 138)).toEqual([
    { layer: 0, value: 36 },
    { layer: 2, value: 90 },
  ]);
  expect(tracePlaces(sketches, 5)).toEqual([]);
  expect(tracePlaces(sketches, undefined)).toEqual([]);
});

it("gives the stack's numbers, a row for each layer that is there", () => {
  expect(stackTable([sketch(0, 40), undefined])).toEqual([
    ["layer", "values", "in_tails", "left_cutoff", "right_cutoff", "least", "greatest"],
    [0, 384, 1, -20, 20, -40, 40],
  ]);
});
