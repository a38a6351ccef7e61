import type { TokenTails } from "../core/seams.ts";
import { f32Cutoffs } from "./f32Cutoffs.ts";
import { type ComputePass, createKernel } from "./kernel.ts";
import sum from "./sum.wgsl?raw";
import code from "./tokenTails.wgsl?raw";

const WORKGROUP_SIZE = 64;

/** Kernel: tokens [nPos, dModel] → how many values of each are in the tails, u32 [nPos]. */
export function createTokenTails(device: GPUDevice) {
  const kernel = createKernel(device, "tokenTails", sum + code, { WORKGROUP_SIZE });
  return {
    encode(
      pass: ComputePass,
      tokens: GPUBuffer,
      nPos: number,
      dModel: number,
      tails: TokenTails,
      counts: GPUBuffer,
    ): void {
      const own = "k" in tails;
      const strict = own || tails.rule.rule === "std";
      const { left, right } = own ? { left: 0, right: 0 } : f32Cutoffs(tails.cutoffs, strict);
      const params = {
        u32: [0, dModel, Number(strict), Number(own)],
        f32: [left, right, own ? tails.k : 0],
      };
      kernel.dispatch(pass, params, [tokens, counts], nPos);
    },
    destroy: kernel.destroy,
  };
}
