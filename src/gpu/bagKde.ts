import { fineBins } from "../core/kde.ts";
import addCode from "./addSlices.wgsl?raw";
import code from "./bagKde.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 64;
/** Slices that a part of a bag is summed in, side by side. */
const SLICES = 16;
/** Cuts nothing: further than any bin, and still exact as a float. */
const NO_CUT = 2 ** 24;

/** Bytes of the slices of a bag of several parts. */
export const slicesBytes = (nParts: number, gridPoints: number): number => nParts * SLICES * gridPoints * 4;

/** Kernel: values [count], a part of a bag of `total`, and the grid → slices of the density's sum at place `part`. */
export function createBagKde(device: GPUDevice) {
  const kernel = createKernel(device, "bagKde", code, { WORKGROUP_SIZE });
  return {
    /** `points` is what `grid` holds; the density is not yet divided by total * bandwidth * sqrt(2π). */
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      total: number,
      points: Float32Array,
      grid: GPUBuffer,
      bandwidth: number,
      part: number,
      slices: GPUBuffer,
    ): void {
      const { delta, perPoint, reach } = fineBins(total, points, bandwidth) ?? {
        delta: bandwidth,
        perPoint: 0,
        reach: NO_CUT,
      };
      const params = {
        u32: [count, points.length, part * SLICES],
        f32: [bandwidth, delta, perPoint, reach],
      };
      const groups = Math.ceil(points.length / WORKGROUP_SIZE);
      kernel.dispatch(pass, params, [values, grid, slices], groups, SLICES);
    },
    destroy: kernel.destroy,
  };
}

/** Kernel: the slices of a bag of `nParts` parts → their sum, row `row` of [row, gridPoints]. */
export function createAddSlices(device: GPUDevice) {
  const kernel = createKernel(device, "addSlices", sum + addCode, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      slices: GPUBuffer,
      nParts: number,
      gridPoints: number,
      row: number,
      rows: GPUBuffer,
    ): void {
      const params = { u32: [0, nParts * SLICES, gridPoints, row] };
      kernel.dispatch(pass, params, [slices, rows], Math.ceil(gridPoints / WORKGROUP_SIZE));
    },
    destroy: kernel.destroy,
  };
}
