import { describe, expect, it } from "vitest";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { createAddSlices, createBagKde, exactBytes, readExact, slicesBytes } from "../../src/gpu/bagKde.ts";
import { maxRelativeError } from "../support/close.ts";
import { BAGS, heavyTailed } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createBagKde(gpu);
const addSlices = createAddSlices(gpu);

async function onGpu(values: Float32Array, grid: Float32Array, h: number, perPart: number) {
  const nParts = Math.ceil(values.length / perPart);
  const [points, slices] = [uploaded(grid, 64), room(slicesBytes(nParts, grid.length))];
  const bytes = exactBytes(2 * grid.length);
  const rows = room(bytes);
  for (let p = 0; p < nParts; p++) {
    const part = values.subarray(p * perPart, (p + 1) * perPart);
    const buffer = uploaded(part, 64);
    await computed(
      (pass) => kernel.encode(pass, buffer, part.length, points, grid.length, h, p, slices),
      slices,
      4,
    );
  }
  const read = await computed(
    (pass) => addSlices.encode(pass, slices, nParts, points, grid.length, h, grid.length, rows),
    rows,
    bytes,
  );
  const norm = values.length * h * Math.sqrt(2 * Math.PI);
  return readExact(read, grid.length, grid, h).map((sum) => sum / norm);
}

function setUp(values: Float32Array, scale: number, gridPoints: number) {
  const m = moments(values);
  const grid = linspaceF32(m.min, m.max, gridPoints);
  return { grid, h: bandwidth(m.count, m.sampleStd, scale) };
}

/** Relative error wherever the density exceeds 1e-9 of its peak, far into the tails. */
function error(actual: Float64Array, expected: Float64Array): number {
  const peak = Math.max(...expected);
  return maxRelativeError(actual, expected, (e) => e > 1e-9 * peak).error;
}

describe("bagKde", () => {
  it.each(BAGS)("of %s agrees with the float64 twin, whole and in parts", async (_, values) => {
    const gridPoints = values.length > 400 ? 129 : 500;
    for (const scale of [4, 1]) {
      const { grid, h } = setUp(values, scale, gridPoints);
      const twin = kdeExact(values, grid, h);
      for (const perPart of [values.length, Math.ceil(values.length / 3)]) {
        expect(error(await onGpu(values, grid, h, perPart), twin)).toBeLessThan(1e-4);
      }
    }
  });

  it("of a million values keeps rtol 1e-4", async () => {
    const values = heavyTailed(1_000_000);
    const { grid, h } = setUp(values, 4, 40);
    expect(error(await onGpu(values, grid, h, 400_000), kdeExact(values, grid, h))).toBeLessThan(1e-4);
  });

  it.each([2, 3, 63, 64, 65, 127, 128, 129, 1000])("has %i grid points", async (gridPoints) => {
    const values = heavyTailed(200);
    const { grid, h } = setUp(values, 4, gridPoints);
    expect(error(await onGpu(values, grid, h, 200), kdeExact(values, grid, h))).toBeLessThan(1e-4);
  });

  it.each([1, 5, 64, 65, 300])("of %i points far from all values keeps its precision", async (nPoints) => {
    const bulk = heavyTailed(3000).filter((v) => Math.abs(v) < 10);
    const values = Float32Array.from([...bulk, 60, 61, 60.5, -45]);
    const grid = Float32Array.from({ length: nPoints }, (_, i) => -40 + (95 * (i + 0.5)) / nPoints);
    const h = 0.7; // the nearest value is up to 35 bandwidths away
    const twin = kdeExact(values, grid, h);
    for (const perPart of [values.length, 1000, 40]) {
      const y = await onGpu(values, grid, h, perPart);
      // half the difference of squares of up to 35, from distances rounded to 6e-8
      expect(maxRelativeError(y, twin, (e) => e > 1e-307).error).toBeLessThan(1e-4);
      expect(y.map((v) => (v === 0 ? 0 : 1))).toEqual(twin.map((v) => (v === 0 ? 0 : 1)));
    }
    if (nPoints > 64) expect(twin.some((y) => y > 0 && y < 1e-150)).toBe(true);
  });
});
