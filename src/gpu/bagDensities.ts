import { type FineBins, fineBins } from "../core/kde.ts";
import { readExact } from "./bagKde.ts";
import { binSumsBytes } from "./binSums.ts";
import { nearTable, readConvolved, sumsBytes } from "./convolve.ts";
import { massesBytes } from "./cubicMasses.ts";
import { type Curve, normalised } from "./curve.ts";
import { submitPass, watched } from "./device.ts";
import { exactSums } from "./exactDensities.ts";
import type { BagPart } from "./fitBags.ts";
import type { FitMachine } from "./gpuFit.ts";
import { readBack } from "./readback.ts";

/** Read when called: where a browser has no WebGPU this file is loaded all the same. */
const usages = () => {
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
  return { inner: STORAGE, input: STORAGE | COPY_DST, output: STORAGE | COPY_SRC };
};

/**
 * `kde` of each bag, [gridPoints] in 1 / value units, by the same bins as there or, where binning would not pay, by the exact
 * sum. One mapping brings all of them back.
 */
export async function bagDensities(
  machine: FitMachine,
  bags: readonly (readonly BagPart[])[],
  curves: readonly Curve[],
): Promise<Float64Array[]> {
  const { device, pool } = machine;
  const { gridPoints } = machine.recipe.options;
  const binned = curves.map(({ total, grid, bandwidth }) => fineBins(total, grid, bandwidth));
  const bytes = sumsBytes(bags.length, gridPoints);
  const rows = pool.take("densities", bytes, usages().output);
  try {
    const { accepted } = watched(device, "the densities of a class", () => {
      for (const [layer, parts] of bags.entries()) {
        const bins = binned[layer];
        if (bins) binnedSums(machine, parts, curves[layer]!, bins, layer, rows);
        else exactSums(machine, parts, curves[layer]!, `density of layer ${layer}`, layer * gridPoints, rows);
      }
    });
    const [read] = await Promise.all([readBack(device, pool, [{ buffer: rows, bytes }]), accepted]);
    return curves.map((curve, layer) => {
      const bins = binned[layer];
      const { grid, bandwidth } = curve;
      const sums = bins
        ? readConvolved(read, layer, gridPoints, bins, bandwidth)
        : readExact(read, layer * gridPoints, grid, bandwidth);
      return normalised(sums, curve);
    });
  } finally {
    pool.give(rows);
  }
}

function binnedSums(
  { device, pool, kernels, limits }: FitMachine,
  parts: readonly BagPart[],
  { grid, bandwidth }: Curve,
  bins: FineBins,
  row: number,
  rows: GPUBuffer,
): void {
  const label = `density of layer ${row}`;
  const table = nearTable(bins, bandwidth);
  const { inner, input } = usages();
  const sums = pool.take("bins", binSumsBytes(bins), input);
  const masses = pool.take("masses", massesBytes(bins), inner);
  const gaussian = pool.take("gaussian", table.byteLength, input);
  device.queue.writeBuffer(gaussian, 0, table);
  const encoder = device.createCommandEncoder({ label });
  encoder.clearBuffer(sums, 0, binSumsBytes(bins));
  device.queue.submit([encoder.finish({ label })]);
  for (const { values, count } of parts) {
    submitPass(device, label, (pass) => {
      kernels.binSums.encode(pass, values, count, grid[0]!, bins, sums, limits.maxGroups);
    });
  }
  submitPass(device, label, (pass) => {
    kernels.cubicMasses.encode(pass, sums, bins, masses);
    kernels.convolve.encode(
      pass,
      masses,
      gaussian,
      bins,
      bandwidth,
      grid.length,
      row,
      rows,
      limits.maxGroups,
    );
  });
  pool.give(sums, masses, gaussian);
}
