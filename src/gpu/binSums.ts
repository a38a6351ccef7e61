import { FRACTION_BITS } from "../core/binSums.ts";
import type { FineBins } from "../core/kde.ts";
import code from "./binSums.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";

const WORKGROUP_SIZE = 256;
const BIN_BYTES = 32;
/** Bits that the spread of the values takes in whole units; one more is a sign's, one is spare. */
const SPREAD_BITS = 62;

/** Bytes of the sums of `count - 1` bins. */
export const binSumsBytes = ({ count }: Pick<FineBins, "count">): number => (count - 1) * BIN_BYTES;

/** Kernel: values [count], a part of a bag whose least value is `min`, added to the sums of the bins, which begin as zeros. */
export function createBinSums(device: GPUDevice) {
  const kernel = createKernel(device, "binSums", code, { WORKGROUP_SIZE, FRACTION_BITS });
  return {
    /** `maxGroups` bounds the dispatch. */
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      min: number,
      bins: FineBins,
      sums: GPUBuffer,
      maxGroups: number,
    ): void {
      const spread = bins.delta * (bins.count - 1);
      const unit = Math.ceil(Math.log2(spread)) + 1 - SPREAD_BITS;
      const width = bins.delta * 2 ** -unit;
      const params = {
        u32: [count, bins.count - 2, ...words(min * 2 ** -unit), ...words(Math.round(width)), unit >>> 0],
        f32: [2 ** 32 / width, 1 / width],
      };
      const groups = Math.min(Math.ceil(count / WORKGROUP_SIZE), maxGroups);
      kernel.dispatch(pass, params, [values, sums], groups);
    },
    destroy: kernel.destroy,
  };
}

/** Low and high word of a number modulo 2^64, cut to a whole one. */
function words(value: number): [number, number] {
  const whole = BigInt.asUintN(64, BigInt(Math.trunc(value)));
  return [Number(whole & 0xffffffffn), Number(whole >> 32n)];
}

/** What `binSums` in core gives, from the bytes that the kernel left; for tests, and for who draws a histogram. */
export function readBinSums(bytes: ArrayBuffer) {
  const at = new Uint32Array(bytes);
  const plane = (word: number) =>
    Float64Array.from({ length: at.length / 8 }, (_, bin) => at[bin * 8 + word]!);
  const wide = (word: number) => {
    const high = plane(word + 1);
    return plane(word).map((low, bin) => low + high[bin]! * 2 ** 32);
  };
  return { counts: plane(0), places: wide(1), squares: wide(3), cubes: wide(5) };
}
