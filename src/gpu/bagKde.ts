import addCode from "./addSlices.wgsl?raw";
import code from "./bagKde.wgsl?raw";
import { inUnits } from "./curve.ts";
import gaussianShare from "./gaussianShare.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 64;
/** Workgroups that keep a GPU busy: with few grid points there are more slices. */
const GROUPS = 256;
/** Slices that a part of a bag is summed in, side by side, at least. */
const SLICES = 16;

const groupsOf = (gridPoints: number) => Math.ceil(gridPoints / WORKGROUP_SIZE);
const slicesOf = (gridPoints: number) => Math.max(SLICES, Math.ceil(GROUPS / groupsOf(gridPoints)));

/** Bytes of the slices of a bag of several parts. */
export const slicesBytes = (nParts: number, gridPoints: number): number =>
  nParts * slicesOf(gridPoints) * gridPoints * 8;

/** Bytes of the sums at grid points. */
export const exactBytes = (gridPoints: number): number => gridPoints * 8;

/** Kernel: values [count], a part of a bag, and the grid → slices of the density's sum at place `part`. */
export function createBagKde(device: GPUDevice) {
  const kernel = createKernel(device, "bagKde", gaussianShare + sum + code, { WORKGROUP_SIZE });
  return {
    /** The density is not yet divided by the bag's count * bandwidth * sqrt(2π). */
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      grid: GPUBuffer,
      gridPoints: number,
      bandwidth: number,
      part: number,
      slices: GPUBuffer,
    ): void {
      const nSlices = slicesOf(gridPoints);
      const params = { u32: [0, count, gridPoints, part * nSlices], f32: [bandwidth] };
      kernel.dispatch(pass, params, [values, grid, slices], groupsOf(gridPoints), nSlices);
    },
    destroy: kernel.destroy,
  };
}

/** Kernel: the slices of a bag of `nParts` parts → their sum at the grid, from point `at` of `sums` on. */
export function createAddSlices(device: GPUDevice) {
  const kernel = createKernel(device, "addSlices", sum + gaussianShare + addCode, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      slices: GPUBuffer,
      nParts: number,
      grid: GPUBuffer,
      gridPoints: number,
      bandwidth: number,
      at: number,
      sums: GPUBuffer,
    ): void {
      const params = { u32: [0, nParts * slicesOf(gridPoints), gridPoints, at], f32: [bandwidth] };
      kernel.dispatch(pass, params, [slices, grid, sums], groupsOf(gridPoints));
    },
    destroy: kernel.destroy,
  };
}

/** `addSlices`' sums as they were read back, from point `at` on: of exp(-u^2 / 2) over all values, [gridPoints] in float64. */
export function readExact(
  sums: ArrayBuffer,
  at: number,
  grid: Float32Array,
  bandwidth: number,
): Float64Array {
  const read = new Float32Array(sums, exactBytes(at), 2 * grid.length);
  return Float64Array.from(grid, (point, i) => inUnits(read[2 * i]!, (point - read[2 * i + 1]!) / bandwidth));
}
