import type { Moments } from "../core/moments.ts";
import extentCode from "./bagExtent.wgsl?raw";
import spreadCode from "./bagSpread.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import order from "./order.wgsl?raw";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 256;
/** Workgroups that share a part of a bag; each leaves one answer. */
const GROUPS = 32;
export const EXTENT_BYTES = GROUPS * 16;
export const SPREAD_BYTES = GROUPS * 16;

/** First pass over a bag. */
export interface BagExtent extends Pick<Moments, "count" | "min" | "max" | "mean"> {
  /** How many values are NaN or infinite; they are in none of the other numbers. */
  nonFinite: number;
}

/** Kernel: values [count] → extremes and sums at place `part` of [part, EXTENT_BYTES]. */
export function createBagExtent(device: GPUDevice) {
  const kernel = createKernel(device, "bagExtent", order + sum + extentCode, { WORKGROUP_SIZE });
  return {
    encode(pass: ComputePass, values: GPUBuffer, count: number, part: number, extents: GPUBuffer): void {
      kernel.dispatch(pass, { u32: [0, count, part * GROUPS] }, [values, extents], GROUPS);
    },
    destroy: kernel.destroy,
  };
}

/** Kernel: values [count] → sums of their distances from the mean at place `part` of [part, SPREAD_BYTES]. */
export function createBagSpread(device: GPUDevice) {
  const kernel = createKernel(device, "bagSpread", sum + spreadCode, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      { mean, min, max }: BagExtent,
      part: number,
      sums: GPUBuffer,
    ): void {
      const rest = mean - Math.fround(mean);
      const params = { u32: [0, count, part * GROUPS], f32: [mean, rest, scaleOf(min, max)] };
      kernel.dispatch(pass, params, [values, sums], GROUPS);
    },
    destroy: kernel.destroy,
  };
}

/** Puts the parts of a bag of `count` values together. `bytes`: [part, EXTENT_BYTES] */
export function readExtent(bytes: ArrayBuffer, count: number): BagExtent {
  const floats = new Float32Array(bytes);
  const words = new Uint32Array(bytes);
  let [min, max, total, nonFinite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < floats.length; i += 4) {
    min = Math.min(min, floats[i]!);
    max = Math.max(max, floats[i + 1]!);
    total += floats[i + 2]!;
    nonFinite += words[i + 3]!;
  }
  return { count, min, max, mean: total / count, nonFinite };
}

/** The deviations of a bag, and its mean less what the rounding of the first sums left. `bytes`: [part, SPREAD_BYTES] */
export function readSpread(
  bytes: ArrayBuffer,
  { count, min, max, mean }: BagExtent,
): Pick<Moments, "mean" | "std" | "sampleStd"> {
  const floats = new Float32Array(bytes);
  let [drift, squares] = [0, 0];
  for (let i = 0; i < floats.length; i += 4) {
    drift += floats[i]! + floats[i + 1]!;
    squares += floats[i + 2]! + floats[i + 3]!;
  }
  const m2 = Math.max(squares - (drift * drift) / count, 0); // the rounding of the mean, taken off
  const scale = scaleOf(min, max);
  return {
    mean: mean + drift / count / scale,
    std: Math.sqrt(m2 / count) / scale,
    sampleStd: count > 1 ? Math.sqrt(m2 / (count - 1)) / scale : Number.NaN,
  };
}

/** The power of two that brings distances from the mean to 1 or less. */
const scaleOf = (min: number, max: number): number => 2 ** -Math.ceil(Math.log2(max - min));
