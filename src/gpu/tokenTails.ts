import type { TokenTails } from "../core/seams.ts";
import { cutoffOrders } from "./f32Cutoffs.ts";
import { foldGroups } from "./groups.ts";
import groups from "./groups.wgsl?raw";
import inTails from "./inTails.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import { type GpuLimits, limitsOf } from "./limits.ts";
import order from "./order.wgsl?raw";
import sum from "./sum.wgsl?raw";
import { team } from "./team.ts";
import code from "./tokenTails.wgsl?raw";

const WORKGROUP_SIZE = 64;

/** Added to the count of a token's values that are not finite, which then stands in the place of its tails. */
const NOT_FINITE = 2 ** 31;

/** Kernel: tokens [nPos, dModel] → how many values of each are in the tails, u32 [nPos], to be read by `readTokenTails`. */
export function createTokenTails(
  device: GPUDevice,
  { maxGroups }: Pick<GpuLimits, "maxGroups"> = limitsOf(device),
) {
  const whole = team(device) + groups + sum + order + inTails + code;
  const kernel = createKernel(device, "tokenTails", whole, { WORKGROUP_SIZE, NOT_FINITE });
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
      const cutoffs = own ? [0, 0] : cutoffOrders(tails.cutoffs, tails.rule.rule === "std");
      const params = { u32: [...cutoffs, 0, dModel, nPos, Number(own)], f32: [own ? tails.k : 0] };
      const [x, y] = foldGroups(nPos, maxGroups);
      kernel.dispatch(pass, params, [tokens, counts], x, y);
    },
    destroy: kernel.destroy,
  };
}

/** Tails of each token, and how many values of all of them are not finite. `words`: [pos], as they were read back */
export function readTokenTails(words: Uint32Array): { tails: number[]; nonFinite: number } {
  const tails = [...words];
  const nonFinite = tails.reduce((sum, count) => sum + Math.max(0, count - NOT_FINITE), 0);
  return { tails, nonFinite };
}
