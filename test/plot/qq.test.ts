import { expect, it } from "vitest";
import type { LayerPicture } from "../../src/core/api.ts";
import { qqPoints, qqTable } from "../../src/plot/qqStrip.ts";

const curve = { min: -1, max: 1, y: new Float32Array(2) };

function pictureOf(quantiles: Float32Array): LayerPicture {
  return {
    ...{ layer: 0, sentence: curve, predictedClass: -1, cutoffs: { left: -1, right: 1 }, tails: [] },
    ...{ count: quantiles.length, bandwidth: 1, quantiles, logistic: { location: 3, scale: 2 } },
  };
}

it("lies on the diagonal where the values are logistic", () => {
  const exact = Float32Array.from({ length: 101 }, (_, i) => {
    const p = (i + 0.5) / 101;
    return 3 + 2 * Math.log(p / (1 - p));
  });
  for (const { value, logistic } of qqPoints(pictureOf(exact))) expect(value).toBeCloseTo(logistic, 4);
});

it("lies beyond it, outward both ways, where the values are heavier", () => {
  const heavy = Float32Array.from(
    { length: 51 },
    (_, i) => 3 + 9 * Math.tan(Math.PI * ((i + 0.5) / 51 - 0.5)),
  );
  const points = qqPoints(pictureOf(heavy));
  expect(points[0]!.value).toBeLessThan(points[0]!.logistic);
  expect(points.at(-1)!.value).toBeGreaterThan(points.at(-1)!.logistic);
  expect(points[25]!.logistic).toBeCloseTo(3, 9);
});

it("gives every quantile unrounded", () => {
  const table = qqTable(pictureOf(Float32Array.of(0.123456789, 5)));
  expect(table).toHaveLength(3);
  expect(table[1]).toEqual([0.25, 3 + 2 * Math.log(0.25 / 0.75), Math.fround(0.123456789)]);
});
