import { createKde } from "./kde.ts";
import { createLogLikelihood } from "./logLikelihood.ts";
import { createMoments } from "./moments.ts";
import { createPoolValues } from "./poolValues.ts";
import { createTailMask } from "./tailMask.ts";
import { createTokenTails } from "./tokenTails.ts";

/** Every kernel, compiled for one device. */
export function createKernels(device: GPUDevice) {
  return {
    poolValues: createPoolValues(device),
    moments: createMoments(device),
    kde: createKde(device),
    tailMask: createTailMask(device),
    logLikelihood: createLogLikelihood(device),
    tokenTails: createTokenTails(device),
  };
}

export type Kernels = ReturnType<typeof createKernels>;

export function destroyKernels(kernels: Kernels): void {
  for (const kernel of Object.values(kernels)) kernel.destroy();
}
