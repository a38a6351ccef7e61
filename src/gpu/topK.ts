import type { Leader } from "../core/seams.ts";
import { type ComputePass, createKernel } from "./kernel.ts";
import type { ScoringTables } from "./logLikelihood.ts";
import order from "./order.wgsl?raw";
import sum from "./sum.wgsl?raw";
import code from "./topK.wgsl?raw";

const WORKGROUP_SIZE = 256;

/** Bytes of k classes with their sums. */
export const leadersBytes = (k: number): number => k * 8;

/** What the kernel needs room for besides its input and output. */
export interface TopKScratch {
  /** [layers to sum over], u32; written by `encode`. */
  layers: GPUBuffer;
  /** [class], u32. */
  orders: GPUBuffer;
}

/** Kernel: scores of all layers → the k best classes of one mode by their sums over some layers, `leadersBytes(k)` of `best`. */
export function createTopK(device: GPUDevice) {
  const kernel = createKernel(device, "topK", sum + order + code, { WORKGROUP_SIZE });
  return {
    /** `k`: at most `nClasses`. */
    encode(
      pass: ComputePass,
      scores: GPUBuffer,
      { nClasses, nLayers }: Pick<ScoringTables, "nClasses" | "nLayers">,
      mode: number,
      layers: readonly number[],
      k: number,
      scratch: TopKScratch,
      best: GPUBuffer,
    ): void {
      device.queue.writeBuffer(scratch.layers, 0, Uint32Array.from(layers));
      const params = { u32: [0, mode, nClasses, nLayers, layers.length, k] };
      kernel.dispatch(pass, params, [scores, scratch.layers, scratch.orders, best], 1);
    },
    destroy: kernel.destroy,
  };
}

/** The leaders as they were read back. */
export function readLeaders(bytes: ArrayBuffer): Leader[] {
  const [indices, sums] = [new Uint32Array(bytes), new Float32Array(bytes)];
  return Array.from({ length: indices.length / 2 }, (_, i) => ({
    classIndex: indices[2 * i]!,
    logLikelihood: sums[2 * i + 1]!,
  }));
}
