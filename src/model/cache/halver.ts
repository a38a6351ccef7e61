import { f32ToF16 } from "../../core/floats.ts";

/** Turns a stream of F32 bytes, cut anywhere, into F16 bytes; undefined once a finite value is too large for F16. */
export function halver(): (bytes: Uint8Array) => Uint8Array<ArrayBuffer> | undefined {
  let carried = new Uint8Array(0);
  return (bytes) => {
    const whole = (carried.byteLength + bytes.byteLength) & ~3;
    const joined = new Uint8Array(carried.byteLength + bytes.byteLength);
    joined.set(carried);
    joined.set(bytes, carried.byteLength);
    carried = joined.slice(whole);
    const bits = halved(new Float32Array(joined.buffer, 0, whole / 4));
    return bits && new Uint8Array(bits.buffer);
  };
}

/** Values as F16; undefined where a finite one would become Inf. */
export function halved(values: Float32Array): Uint16Array<ArrayBuffer> | undefined {
  const bits = f32ToF16(values);
  for (let i = 0; i < bits.length; i++)
    if ((bits[i]! & 0x7fff) === 0x7c00 && Number.isFinite(values[i])) return undefined;
  return bits;
}
