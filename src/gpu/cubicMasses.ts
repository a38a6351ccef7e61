import { FRACTION_BITS } from "../core/binSums.ts";
import type { FineBins } from "../core/kde.ts";
import code from "./cubicMasses.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";

const WORKGROUP_SIZE = 64;

export const massesBytes = ({ count }: Pick<FineBins, "count">): number => (count + 2) * 4;

/** Kernel: the sums of count - 1 bins, as `createBinSums` left them → masses [count + 2], from one bin left of the grid on. */
export function createCubicMasses(device: GPUDevice) {
  const kernel = createKernel(device, "cubicMasses", code, { WORKGROUP_SIZE, FRACTION: 2 ** -FRACTION_BITS });
  return {
    encode(pass: ComputePass, sums: GPUBuffer, { count }: Pick<FineBins, "count">, masses: GPUBuffer): void {
      kernel.dispatch(pass, { u32: [count - 1] }, [sums, masses], Math.ceil((count + 2) / WORKGROUP_SIZE));
    },
    destroy: kernel.destroy,
  };
}
