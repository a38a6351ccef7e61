import type { TailValue } from "../core/seams.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { cutoffOrders } from "./f32Cutoffs.ts";
import { foldGroups } from "./groups.ts";
import groups from "./groups.wgsl?raw";
import inTails from "./inTails.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import { type GpuLimits, limitsOf } from "./limits.ts";
import order from "./order.wgsl?raw";
import code from "./tailMask.wgsl?raw";
import { team } from "./team.ts";

const WORKGROUP_SIZE = 64;
export const TAIL_COUNT_BYTES = 4;
const TAIL_BYTES = 8;

/** Bytes of `Tails` in tailMask.wgsl with room for `count` values. */
export const tailsBytes = (count: number): number => TAIL_COUNT_BYTES + count * TAIL_BYTES;

/** How many of `count` values there is room for in one buffer. */
export const tailsRoom = (count: number, { bindingBytes }: GpuLimits): number =>
  Math.min(count, Math.floor((bindingBytes - TAIL_COUNT_BYTES) / TAIL_BYTES));

/** Kernel: values [count] → how many are in the tails, and those with their indices, in no order. */
export function createTailMask(
  device: GPUDevice,
  { maxGroups }: Pick<GpuLimits, "maxGroups"> = limitsOf(device),
) {
  const whole = team(device) + groups + order + inTails + code;
  const kernel = createKernel(device, "tailMask", whole, { WORKGROUP_SIZE });
  return {
    /** `room`: tails that `found` holds; more are counted and not kept. */
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      cutoffs: TailCutoffs,
      strict: boolean,
      found: GPUBuffer,
      room = count,
    ): void {
      device.queue.writeBuffer(found, 0, new Uint32Array(1));
      const params = { u32: [count, room, ...cutoffOrders(cutoffs, strict)] };
      const [x, y] = foldGroups(Math.ceil(count / WORKGROUP_SIZE), maxGroups);
      kernel.dispatch(pass, params, [values, found], x, y);
    },
    destroy: kernel.destroy,
  };
}

/**
 * The tail values as they were read back (`parts`: the bytes after the count), in the order of the bag.
 * `placeOf` says which dimension, and which token, an index of the bag is.
 */
export function readTails(
  parts: readonly ArrayBuffer[],
  placeOf: (index: number) => Omit<TailValue, "value">,
): TailValue[] {
  return parts
    .flatMap((bytes) => {
      const indices = new Uint32Array(bytes);
      const floats = new Float32Array(bytes);
      return Array.from({ length: indices.length / 2 }, (_, i) => ({
        index: indices[2 * i]!,
        value: floats[2 * i + 1]!,
      }));
    })
    .sort((a, b) => a.index - b.index)
    .map(({ index, value }) => ({ ...placeOf(index), value }));
}
