import { seededRandom } from "../../../src/core/random.ts";
import { f16Bits } from "../../../test/support/rawSafetensors.ts";

/** Elements of a block: prime, so that a matrix's rows don't repeat with it. */
export const BLOCK = 262_139;

/** Seeded weights as a checkpoint of that type stores them, even within ±0.035 (a standard deviation of 0.02). [BLOCK] */
export function randomBlock(dtype: "F32" | "F16", seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: BLOCK }, () => 0.07 * (random() - 0.5));
  return new Uint8Array(dtype === "F32" ? values.buffer : Uint16Array.from(values, f16Bits).buffer);
}
