import { describe, expect, it } from "vitest";
import { convolve, type FineBins, gaussianTable } from "../../src/core/kde.ts";
import { seededRandom } from "../../src/core/random.ts";
import { createConvolve, nearTable, readConvolved, sumsBytes } from "../../src/gpu/convolve.ts";
import { maxRelativeError } from "../support/close.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createConvolve(gpu);

async function onGpu(mass: Float32Array, nPoints: number, bins: FineBins, bandwidth: number, most = 65_535) {
  const [masses, table] = [uploaded(mass, 64), uploaded(nearTable(bins, bandwidth), 64)];
  const rows = room(sumsBytes(3, nPoints));
  const read = await computed(
    (pass) => kernel.encode(pass, masses, table, bins, bandwidth, nPoints, 1, rows, most),
    rows,
    sumsBytes(3, nPoints),
  );
  const row = (r: number) => readConvolved(read, r, nPoints, bins, bandwidth);
  expect([...row(0), ...row(2)].every((y) => y === 0)).toBe(true); // the others' rows
  return row(1);
}

/** Bins of which `reach` are nine bandwidths, and nothing lies beyond them. */
function setUp(nPoints: number, perPoint: number, reach: number, massOf: (bin: number) => number) {
  const bins: FineBins = {
    perPoint,
    count: (nPoints - 1) * perPoint + 1,
    delta: 1 / 32,
    near: reach,
    reach,
  };
  const mass = Float32Array.from({ length: bins.count + 2 }, (_, bin) => massOf(bin));
  const bandwidth = reach / 288;
  const gaussian = Float64Array.from(nearTable(bins, bandwidth));
  const twin = convolve(Float64Array.from(mass), nPoints, bins, gaussian);
  return { bins, mass, bandwidth, twin };
}

describe("convolve", () => {
  it.each([2, 3, 63, 64, 65, 129, 400])("at %i grid points is the twin", async (nPoints) => {
    const random = seededRandom(nPoints);
    for (const [perPoint, reach] of [
      [1, Math.min(nPoints + 1, 288)],
      [3, 31],
      [7, 288],
      [2, 1],
    ] as const) {
      const { bins, mass, bandwidth, twin } = setUp(nPoints, perPoint, reach, () =>
        random() < 0.1 ? random() * 100 : 0,
      );
      // products are rounded once, their sum is held in two floats and rounded once: 1.2e-7
      expect(maxRelativeError(await onGpu(mass, nPoints, bins, bandwidth), twin).error).toBeLessThan(1.3e-7);
    }
  });

  it("runs in few workgroups a dimension", async () => {
    const { bins, mass, bandwidth, twin } = setUp(65, 4, 100, (bin) => bin % 5);
    expect(maxRelativeError(await onGpu(mass, 65, bins, bandwidth, 7), twin).error).toBeLessThan(1.3e-7);
  });

  it("adds a million bins up without a loss", async () => {
    const random = seededRandom(5);
    const { bins, mass, bandwidth, twin } = setUp(3, 500_000, 1_000_000, () => random());
    expect(maxRelativeError(await onGpu(mass, 3, bins, bandwidth), twin).error).toBeLessThan(1.3e-7);
  });

  it("reaches as far as it is told, and nowhere goes below 0", async () => {
    const { bins, mass, bandwidth } = setUp(101, 1, 10, (bin) => (bin === 21 ? 2 : bin === 71 ? -2 : 0));
    const y = await onGpu(mass, 101, bins, bandwidth);
    const positive = Array.from(y, (v, i) => (v > 0 ? i : -1)).filter((i) => i >= 0);
    expect(positive).toEqual(Array.from({ length: 21 }, (_, i) => 10 + i));
    expect(y.every((v) => v >= 0)).toBe(true);
  });

  it.each([
    ["of one value", (bin: number) => (bin === 1500 ? 1 : 0)],
    ["between two", (bin: number) => (bin === 1 ? 3 : bin === 2400 ? 1 : 0)],
    ["beside negative masses", (bin: number) => (bin === 1500 ? 5 : bin === 1501 ? -0.2 : 0)],
    ["of a bulk and a lone value", (bin: number) => (bin < 200 ? 1000 : bin === 2399 ? 0.5 : 0)],
  ])("keeps its precision far from all mass: %s", async (_, massOf) => {
    const nPoints = 401;
    const bins: FineBins = {
      perPoint: 6,
      count: 2401,
      delta: 1 / 32,
      near: 288,
      reach: 1248,
    };
    const mass = Float32Array.from({ length: bins.count + 2 }, (_, bin) => massOf(bin));
    const twin = convolve(Float64Array.from(mass), nPoints, bins, gaussianTable(bins, 1));
    const y = await onGpu(mass, nPoints, bins, 1);
    // exp of an f32 of up to 88, most of whose weight is that of few; last bits of a float64 near 5e-324
    expect(maxRelativeError(y, twin, (e) => e > 1e-307).error).toBeLessThan(1e-6);
    expect(twin.filter((e) => e > 1e-307 && e < 1e-50).length).toBeGreaterThan(50);
    expect(y.map((v) => (v === 0 ? 0 : 1))).toEqual(twin.map((v) => (v === 0 ? 0 : 1)));
  });
});
