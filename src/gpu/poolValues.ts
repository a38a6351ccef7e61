import type { Pooling } from "../core/pooling.ts";
import type { SentencePlace } from "../core/seams.ts";
import { foldGroups } from "./groups.ts";
import groups from "./groups.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import { type GpuLimits, limitsOf } from "./limits.ts";
import code from "./poolValues.wgsl?raw";
import poolVector from "./poolVector.wgsl?raw";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 256;

export interface PoolOptions {
  pooling: Pooling;
  center: boolean;
  /** Leaves position 0 out of "all" and "mean". */
  skipBos: boolean;
}

/** How many vectors of dModel values a sentence's bag has. */
export function bagVectors(nPos: number, { pooling, skipBos }: PoolOptions): number {
  return pooling === "all" ? nPos - firstPos(nPos, { pooling, skipBos }) : 1;
}

export function firstPos(
  nPos: number,
  { pooling, skipBos }: Pick<PoolOptions, "pooling" | "skipBos">,
): number {
  return pooling === "last" ? nPos - 1 : skipBos && nPos > 1 ? 1 : 0;
}

/** Kernel: one sentence of residPost [batch, pos, dModel] → its bag of values [bagVectors * dModel]. */
export function createPoolValues(
  device: GPUDevice,
  { maxGroups }: Pick<GpuLimits, "maxGroups"> = limitsOf(device),
) {
  const kernel = createKernel(device, "poolValues", groups + sum + poolVector + code, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      residPost: GPUBuffer,
      place: SentencePlace,
      dModel: number,
      options: PoolOptions,
      values: GPUBuffer,
    ): void {
      const first = firstPos(place.nPos, options);
      const rowsPerVector = options.pooling === "mean" ? place.nPos - first : 1;
      const firstRow = place.row * place.batchPos + first;
      const nVectors = bagVectors(place.nPos, options);
      const params = { u32: [0, dModel, firstRow, rowsPerVector, Number(options.center), nVectors] };
      const [x, y] = foldGroups(nVectors, maxGroups);
      kernel.dispatch(pass, params, [residPost, values], x, y);
    },
    destroy: kernel.destroy,
  };
}
