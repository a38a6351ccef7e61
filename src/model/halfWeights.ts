import { f32ToF16 } from "../core/floats.ts";
import { placeWeights } from "./weightLayout.ts";

/** The greatest magnitude that F16 holds. */
export const F16_MAX = 65504;

/** From here on rounding gives Inf. */
const TOO_LARGE = 65520;

/** Values converted at a time: little is allocated on the way. */
const STEP = 1 << 16;

/**
 * A layer's float32 tensors, one after the other in `values`, as a graph with F16 matrices reads them (`placeWeights`). They are
 * rounded to the nearest half in `values`' own memory, which is spent. Undefined, and nothing touched, where a matrix holds a
 * value beyond F16_MAX.
 */
export function packHalf(
  tensors: readonly { readonly shape: readonly number[] }[],
  values: Float32Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> | undefined {
  const stored = placeWeights(tensors, false).places;
  const { places, byteLength } = placeWeights(tensors, true);
  const part = (i: number) =>
    values.subarray(stored[i]!.offset / 4, (stored[i]!.offset + stored[i]!.length) / 4);
  if (places.some(({ half }, i) => half && !fits(part(i)))) return undefined;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, byteLength);
  for (const [i, { offset, half }] of places.entries()) {
    const floats = part(i);
    // what is written never overtakes what is still to be read
    if (half) halveInto(new Uint16Array(values.buffer, values.byteOffset + offset, floats.length), floats);
    else values.copyWithin(offset / 4, stored[i]!.offset / 4, stored[i]!.offset / 4 + floats.length);
  }
  return bytes;
}

function fits(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) >= TOO_LARGE) return false;
  return true;
}

function halveInto(out: Uint16Array, values: Float32Array): void {
  for (let at = 0; at < values.length; at += STEP) out.set(f32ToF16(values.subarray(at, at + STEP)), at);
}

/** Of layers that stay float32, for people. */
export function notHalved(id: string, layers: readonly number[]): string[] {
  if (layers.length === 0) return [];
  const which = layers.length === 1 ? `layer ${layers[0]}` : `layers ${layers.join(", ")}`;
  return [
    `F16 holds nothing beyond ${F16_MAX.toLocaleString("en")}: ${which} of ${id} hold${layers.length === 1 ? "s" : ""} greater weights and stay${layers.length === 1 ? "s" : ""} in float32.`,
  ];
}
