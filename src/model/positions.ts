import type { Architecture } from "./config.ts";

/** Causal mask [pos, pos]: 0 where a token may look, a number no score survives elsewhere. Right padding needs no other mask. */
export function causalMask(nPos: number): Float32Array {
  const mask = new Float32Array(nPos * nPos);
  for (let q = 0; q < nPos; q++) mask.fill(-1e30, q * nPos + q + 1, (q + 1) * nPos);
  return mask;
}

/** Cosines and sines of rotary positions, [pos, rotaryDims] each, halves alike (Su et al. 2021). */
export function rotaryTables(
  nPos: number,
  { rotaryDims, rotaryBase }: Architecture,
): { cos: Float32Array; sin: Float32Array } {
  const cos = new Float32Array(nPos * rotaryDims);
  const sin = new Float32Array(nPos * rotaryDims);
  const half = rotaryDims / 2;
  for (let p = 0; p < nPos; p++) {
    for (let i = 0; i < rotaryDims; i++) {
      const angle = p * rotaryBase ** (-(2 * (i % half)) / rotaryDims);
      cos[p * rotaryDims + i] = Math.cos(angle);
      sin[p * rotaryDims + i] = Math.sin(angle);
    }
  }
  return { cos, sin };
}

/** What attention scores of a layer are multiplied by. */
export function attentionScale(a: Architecture, layer: number): number {
  return (a.scaleAttention ? 1 / Math.sqrt(a.dHead) : 1) / (a.scaleByLayer ? layer + 1 : 1);
}
