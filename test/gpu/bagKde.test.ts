import { describe, expect, it } from "vitest";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kde, kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { createAddSlices, createBagKde, slicesBytes } from "../../src/gpu/bagKde.ts";
import { maxRelativeError } from "../support/close.ts";
import { BAGS, heavyTailed } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createBagKde(gpu);
const addSlices = createAddSlices(gpu);

async function onGpu(values: Float32Array, grid: Float32Array, h: number, perPart: number) {
  const nParts = Math.ceil(values.length / perPart);
  const [points, slices] = [uploaded(grid, 64), room(slicesBytes(nParts, grid.length))];
  const rows = room(2 * grid.length * 4);
  for (let p = 0; p < nParts; p++) {
    const part = values.subarray(p * perPart, (p + 1) * perPart);
    const buffer = uploaded(part, 64);
    await computed(
      (pass) => kernel.encode(pass, buffer, part.length, values.length, grid, points, h, p, slices),
      slices,
      4,
    );
  }
  const bytes = 2 * grid.length * 4;
  const read = await computed(
    (pass) => addSlices.encode(pass, slices, nParts, grid.length, 1, rows),
    rows,
    bytes,
  );
  const norm = 1 / (values.length * h * Math.sqrt(2 * Math.PI));
  return Float64Array.from(new Float32Array(read, grid.length * 4), (sum) => sum * norm);
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

  it("ends where the twin's kernel is cut", async () => {
    const values = Float32Array.from([...heavyTailed(5000), ...heavyTailed(50, 3).map((v) => v + 4000)]);
    const { grid, h } = setUp(values, 0.5, 1000);
    const twin = kde(values, grid, h);
    const zeros = (y: Float64Array) => Array.from(y, (v, i) => (v === 0 ? i : -1)).filter((i) => i >= 0);
    expect(zeros(twin).length).toBeGreaterThan(100);
    expect(zeros(await onGpu(values, grid, h, 5050))).toEqual(zeros(twin));
  });
});
