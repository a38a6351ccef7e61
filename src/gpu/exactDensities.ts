import { exactBytes, readExact, slicesBytes } from "./bagKde.ts";
import { type Curve, normalised } from "./curve.ts";
import { submitPass, watched } from "./device.ts";
import type { BagPart } from "./fitBags.ts";
import type { FitMachine } from "./gpuFit.ts";
import { readBack } from "./readback.ts";

/** `kdeExact` of each bag at the points of its curve, of which there may be none. One mapping brings all of them back. */
export async function exactDensities(
  machine: FitMachine,
  bags: readonly (readonly BagPart[])[],
  curves: readonly Curve[],
): Promise<Float64Array[]> {
  const { device, pool } = machine;
  const places: number[] = [];
  let nPoints = 0;
  for (const { grid } of curves) {
    places.push(nPoints);
    nPoints += grid.length;
  }
  if (nPoints === 0) return curves.map(() => new Float64Array(0));
  const bytes = exactBytes(nPoints);
  const sums = pool.take("exact densities", bytes, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  try {
    const { accepted } = watched(device, "the valleys of a class", () => {
      for (const [layer, parts] of bags.entries()) {
        if (curves[layer]!.grid.length === 0) continue;
        exactSums(machine, parts, curves[layer]!, `valley of layer ${layer}`, places[layer]!, sums);
      }
    });
    const [read] = await Promise.all([readBack(device, pool, [{ buffer: sums, bytes }]), accepted]);
    return curves.map((curve, layer) =>
      normalised(readExact(read, places[layer]!, curve.grid, curve.bandwidth), curve),
    );
  } finally {
    pool.give(sums);
  }
}

/** Puts the sums at a curve's points on the queue; they come to stand from point `at` of `sums` on. */
export function exactSums(
  { device, pool, kernels }: FitMachine,
  parts: readonly BagPart[],
  { grid, bandwidth }: Curve,
  label: string,
  at: number,
  sums: GPUBuffer,
): void {
  const { STORAGE, COPY_DST } = GPUBufferUsage;
  const points = pool.take("grid", grid.byteLength, STORAGE | COPY_DST);
  const slices = pool.take("slices", slicesBytes(parts.length, grid.length), STORAGE);
  device.queue.writeBuffer(points, 0, grid as Float32Array<ArrayBuffer>);
  for (const [p, { values, count }] of parts.entries()) {
    submitPass(device, label, (pass) => {
      kernels.bagKde.encode(pass, values, count, points, grid.length, bandwidth, p, slices);
    });
  }
  submitPass(device, label, (pass) => {
    kernels.addSlices.encode(pass, slices, parts.length, points, grid.length, bandwidth, at, sums);
  });
  pool.give(points, slices);
}
