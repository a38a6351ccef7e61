import type { TailValue } from "../core/seams.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { f32Cutoffs } from "./f32Cutoffs.ts";
import { type ComputePass, createKernel } from "./kernel.ts";
import code from "./tailMask.wgsl?raw";

const WORKGROUP_SIZE = 64;
export const TAIL_COUNT_BYTES = 4;
const TAIL_BYTES = 8;

/** Bytes of `Tails` in tailMask.wgsl with room for `count` values. */
export const tailsBytes = (count: number): number => TAIL_COUNT_BYTES + count * TAIL_BYTES;

/** Kernel: values [count] → how many are in the tails, and those with their indices, in no order. */
export function createTailMask(device: GPUDevice) {
  const kernel = createKernel(device, "tailMask", code, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      cutoffs: TailCutoffs,
      strict: boolean,
      found: GPUBuffer,
    ): void {
      device.queue.writeBuffer(found, 0, new Uint32Array(1));
      const { left, right } = f32Cutoffs(cutoffs, strict);
      const params = { u32: [count, Number(strict)], f32: [left, right] };
      kernel.dispatch(pass, params, [values, found], Math.ceil(count / WORKGROUP_SIZE));
    },
    destroy: kernel.destroy,
  };
}

/** The tail values as they were read back (the bytes after the count), in the order of the bag. */
export function readTails(bytes: ArrayBuffer, dModel: number): TailValue[] {
  const indices = new Uint32Array(bytes);
  const floats = new Float32Array(bytes);
  return Array.from({ length: indices.length / 2 }, (_, i) => ({
    index: indices[2 * i]!,
    value: floats[2 * i + 1]!,
  }))
    .sort((a, b) => a.index - b.index)
    .map(({ index, value }) => ({ dimension: index % dModel, value }));
}
