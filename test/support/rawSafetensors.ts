import type { TensorData } from "../../src/core/safetensors.ts";

/** A safetensors file with whatever header and data a test wants, right or wrong. */
export function rawSafetensors(
  header: unknown,
  data: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.byteLength + data.byteLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.byteLength), true);
  file.set(json, 8);
  file.set(data, 8 + json.byteLength);
  return file;
}

/** Float tensors as a file of 16-bit ones, each value's pattern given by `bits`. */
export function halfSafetensors(
  tensors: Record<string, TensorData>,
  dtype: "F16" | "BF16",
  bits: (value: number) => number,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  const parts: number[] = [];
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const begin = 2 * parts.length;
    for (const value of data) parts.push(bits(Number(value)));
    header[name] = { dtype, shape, data_offsets: [begin, 2 * parts.length] };
  }
  return rawSafetensors(header, new Uint8Array(Uint16Array.from(parts).buffer));
}

/** Upper half of a float32's bits: bfloat16 by truncation. */
export function bf16Bits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0]! >>> 16;
}

/** The half of the same sign whose magnitude is the greatest not above `value`'s. */
export function f16Bits(value: number): number {
  const sign = value < 0 ? 0x8000 : 0;
  const a = Math.abs(value);
  if (a < 2 ** -14) return sign | Math.floor(a * 2 ** 24);
  const exponent = Math.floor(Math.log2(a));
  return sign | ((exponent + 15) << 10) | Math.floor((a / 2 ** exponent - 1) * 1024);
}
