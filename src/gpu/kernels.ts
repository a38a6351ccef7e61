import { createKde } from "./kde.ts";
import type { GpuLimits } from "./limits.ts";
import { createLogLikelihood } from "./logLikelihood.ts";
import { createMoments } from "./moments.ts";
import { createPoolValues } from "./poolValues.ts";
import { createTailMask } from "./tailMask.ts";
import { createTokenTails } from "./tokenTails.ts";
import { createTopK } from "./topK.ts";

/** Every kernel of scoring and viewing, compiled for one device. */
export function createKernels(device: GPUDevice, limits: GpuLimits) {
  return {
    poolValues: createPoolValues(device, limits),
    moments: createMoments(device),
    kde: createKde(device, limits),
    tailMask: createTailMask(device, limits),
    logLikelihood: createLogLikelihood(device),
    tokenTails: createTokenTails(device, limits),
    topK: createTopK(device),
  };
}

export type Kernels = ReturnType<typeof createKernels>;

export function destroyKernels(kernels: Kernels): void {
  for (const kernel of Object.values(kernels)) kernel.destroy();
}
