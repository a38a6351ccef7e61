import { bandwidth } from "../core/bandwidth.ts";
import { type ComputePass, createKernel } from "./kernel.ts";
import code from "./moments.wgsl?raw";
import order from "./order.wgsl?raw";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 256;

/**
 * The floats of `Moments` on the GPU, in order; sampleStd and bandwidth are 0 for fewer than two values. How many values are not
 * finite follows: where any is, the bandwidth is 0.
 */
export const MOMENTS = ["min", "max", "mean", "sampleStd", "bandwidth"] as const;
export const MOMENTS_BYTES = MOMENTS.length * 4 + 4;

/** Kernel: values [count] → their moments, the bandwidth they call for, and how many of them are not finite. */
export function createMoments(device: GPUDevice) {
  const kernel = createKernel(device, "moments", sum + order + code, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      bandwidthScale: number,
      moments: GPUBuffer,
    ): void {
      const factor = bandwidth(count, 1, bandwidthScale);
      kernel.dispatch(pass, { u32: [0, count], f32: [factor] }, [values, moments], 1);
    },
    destroy: kernel.destroy,
  };
}

/** The moments as they were read back, at the front of `bytes`. */
export function readMoments(bytes: ArrayBuffer): Record<(typeof MOMENTS)[number] | "nonFinite", number> {
  const [min, max, mean, sampleStd, bandwidth] = new Float32Array(bytes, 0, MOMENTS.length) as unknown as [
    ...[number, number, number, number, number],
  ];
  const [nonFinite] = new Uint32Array(bytes, MOMENTS.length * 4, 1) as unknown as [number];
  return { min, max, mean, sampleStd, bandwidth, nonFinite };
}
