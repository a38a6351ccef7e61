import { describe, expect, it } from "vitest";
import { interpolate } from "../../src/core/density.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import snippet from "../../src/gpu/interpolate.wgsl?raw";
import { createKernel } from "../../src/gpu/kernel.ts";
import { maxRelativeError } from "../support/close.ts";
import { heavyTailed } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

/** A kernel that does nothing else: a lane a value. */
const kernel = createKernel(
  gpu,
  "interpolate",
  `${snippet}
struct Params { count: u32, table: u32, points: u32, least: f32, perUnit: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> density: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x < params.count) {
    let grid: vec2<f32> = vec2<f32>(params.least, params.perUnit);
    y[id.x] = interpolate(values[id.x], grid, params.table, params.points);
  }
}`,
  {},
);

/** Stands before and behind the table: whoever reads it, even with no weight, is found out. */
const BESIDE = Number.POSITIVE_INFINITY;

async function onGpu(
  values: readonly number[],
  y: Float32Array,
  min: number,
  max: number,
): Promise<Float32Array> {
  const table = uploaded([BESIDE, ...y, BESIDE, BESIDE]);
  const [input, output] = [uploaded(values), room(values.length * 4)];
  const perUnit = max > min ? Math.min((y.length - 1) / (max - min), 3.4e38) : 0;
  const params = { u32: [values.length, 1, y.length], f32: [min, perUnit] };
  const encode = (pass: GPUComputePassEncoder) =>
    kernel.dispatch(pass, params, [input, table, output], Math.ceil(values.length / 64));
  return new Float32Array(await computed(encode, output, values.length * 4));
}

const [min, max, nPoints] = [-3, 5, 401];
const grid = linspaceF32(min, max, nPoints);
const y = heavyTailed(nPoints).map((v) => Math.abs(v) + 0.01);

describe("interpolate", () => {
  it("agrees with the twin between all points", async () => {
    const values = [...heavyTailed(500, 3), ...grid.subarray(1).map((x, i) => (x + grid[i]!) / 2)].map(
      Math.fround,
    );
    const actual = await onGpu(values, y, min, max);
    const twin = values.map((v) => interpolate(grid, y, v));
    // A place on the grid of 400 steps is known to 400 * 2^-24 of a step, and y changes up to 100-fold within one.
    expect(maxRelativeError(actual, twin).error).toBeLessThan(400 * 2 ** -24 * 100);
  });

  it("gives a point's own density, and that of the ends at and beyond them", async () => {
    const evenly = Array.from({ length: 257 }, (_, i) => i / 32 - 3); // floats, all of them
    const table = heavyTailed(257, 9).map(Math.abs);
    expect(await onGpu(evenly, table, min, max)).toEqual(table);
    const [first, last] = [table[0]!, table.at(-1)!];
    const beyond = [min, -3.0001, -1e30, -3.4e38, max, 5.0001, 1e30, 3.4e38];
    const ends = [first, first, first, first, last, last, last, last];
    expect([...(await onGpu(beyond, table, min, max))]).toEqual(ends);
    expect(beyond.map((v) => interpolate(linspaceF32(min, max, 257), table, v))).toEqual(ends);
  });

  it("has two points at least, and takes the first where the grid has no width", async () => {
    expect([...(await onGpu([-1, 0, 0.25, 1, 2], Float32Array.of(1, 3), 0, 1))]).toEqual([1, 1, 1.5, 3, 3]);
    expect([...(await onGpu([-1, 7, 9], Float32Array.of(2, 2), 7, 7))]).toEqual([2, 2, 2]);
  });

  it("on a grid of denormal steps stays in the table", async () => {
    const actual = await onGpu([0, 1e-42, 1e-40, 1], y, 0, 1e-40);
    for (const p of actual) expect(y.some((e) => p <= e)).toBe(true);
    expect(actual[3]).toBe(y.at(-1));
  });

  // Callers leave them out and count them: all that is promised is that nothing beside the table is read.
  it("of what is no number reads nothing beside the table", async () => {
    const spoilt = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5];
    const actual = await onGpu(spoilt, y, min, max);
    for (const p of actual) expect(Math.abs(p) === BESIDE).toBe(false);
    expect(actual[3]).toBeCloseTo(interpolate(grid, y, 0.5), 3);
  });
});
