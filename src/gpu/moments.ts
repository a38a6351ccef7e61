import { bandwidth } from "../core/bandwidth.ts";
import { type ComputePass, createKernel } from "./kernel.ts";
import code from "./moments.wgsl?raw";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 256;

/** The fields of `Moments` on the GPU, in order; sampleStd and bandwidth are 0 for fewer than two values. */
export const MOMENTS = ["min", "max", "mean", "sampleStd", "bandwidth"] as const;
export const MOMENTS_BYTES = MOMENTS.length * 4;

/** Kernel: values [count] → their moments and the bandwidth they call for. */
export function createMoments(device: GPUDevice) {
  const kernel = createKernel(device, "moments", sum + code, { WORKGROUP_SIZE });
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

/** The moments as they were read back. */
export function readMoments(words: Float32Array): Record<(typeof MOMENTS)[number], number> {
  const [min, max, mean, sampleStd, bandwidth] = words as unknown as [number, number, number, number, number];
  return { min, max, mean, sampleStd, bandwidth };
}
