import { foldGroups } from "./groups.ts";
import groups from "./groups.wgsl?raw";
import code from "./kde.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import { type GpuLimits, limitsOf } from "./limits.ts";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 128;
const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

/** Kernel: values [count], and their moments as `createMoments` left them → density [gridPoints] from min to max. */
export function createKde(device: GPUDevice, { maxGroups }: Pick<GpuLimits, "maxGroups"> = limitsOf(device)) {
  const kernel = createKernel(device, "kde", groups + sum + code, { WORKGROUP_SIZE, INV_SQRT_2PI });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      moments: GPUBuffer,
      gridPoints: number,
      y: GPUBuffer,
    ): void {
      const [across, down] = foldGroups(Math.ceil(gridPoints / WORKGROUP_SIZE), maxGroups);
      kernel.dispatch(pass, { u32: [0, count, gridPoints] }, [values, moments, y], across, down);
    },
    destroy: kernel.destroy,
  };
}
