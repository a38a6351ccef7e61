import code from "./kde.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";

const WORKGROUP_SIZE = 128;
const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

/** Kernel: values [count], and their moments as `createMoments` left them → density [gridPoints] from min to max. */
export function createKde(device: GPUDevice) {
  const kernel = createKernel(device, "kde", code, { WORKGROUP_SIZE, INV_SQRT_2PI });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      moments: GPUBuffer,
      gridPoints: number,
      y: GPUBuffer,
    ): void {
      const groups = Math.ceil(gridPoints / WORKGROUP_SIZE);
      kernel.dispatch(pass, { u32: [count, gridPoints] }, [values, moments, y], groups);
    },
    destroy: kernel.destroy,
  };
}
