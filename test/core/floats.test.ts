import { expect, it } from "vitest";
import { bf16ToF32, f16ToF32, toF32 } from "../../src/core/floats.ts";

const all = Uint16Array.from({ length: 65536 }, (_, i) => i);

/** Puts a half's bits where a float32 has them: IEEE 754, no arithmetic on values. */
function halfByBits(h: number): number {
  const sign = (h & 0x8000) << 16;
  let exponent = (h >> 10) & 0x1f;
  let fraction = h & 0x3ff;
  let bits = sign;
  if (exponent === 31) bits |= 0x7f800000 | (fraction << 13);
  else if (exponent > 0) bits |= ((exponent + 112) << 23) | (fraction << 13);
  else if (fraction > 0) {
    exponent = 113;
    while ((fraction & 0x400) === 0) {
      fraction <<= 1;
      exponent--;
    }
    bits |= (exponent << 23) | ((fraction & 0x3ff) << 13);
  }
  return new Float32Array(Int32Array.of(bits).buffer)[0]!;
}

it("every one of the 65,536 halves is exact", () => {
  const values = f16ToF32(all);
  const wrong = all.filter((h) => !Object.is(values[h], halfByBits(h)));
  expect([...wrong]).toEqual([]);
});

it("known halves are what they are known for", () => {
  const known = { 15360: 1, 49152: -2, 1: 2 ** -24, 1023: 1023 * 2 ** -24, 1024: 2 ** -14 };
  for (const [h, value] of Object.entries(known)) expect(f16ToF32(Uint16Array.of(Number(h)))[0]).toBe(value);
  expect([...f16ToF32(Uint16Array.of(0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000))]).toEqual([
    65504,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    -0,
  ]);
});

it("every bfloat16 is the float32 whose upper bits it has", () => {
  const values = bf16ToF32(all);
  const wrong = all.filter((b) => {
    const sign = b & 0x8000 ? -1 : 1;
    const [exponent, fraction] = [(b >> 7) & 0xff, b & 0x7f];
    if (exponent === 255)
      return !Object.is(values[b], fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY);
    const value = exponent === 0 ? fraction * 2 ** -133 : (1 + fraction / 128) * 2 ** (exponent - 127);
    return !Object.is(values[b], sign * value);
  });
  expect([...wrong]).toEqual([]);
});

it("bytes at any offset are read, and aligned float32 without a copy", () => {
  const values = Float32Array.of(1.5, -2, 3e-8);
  const shifted = new Uint8Array(16);
  shifted.set(new Uint8Array(values.buffer), 1);
  expect(toF32(shifted.subarray(1, 13), "F32")).toEqual(values);
  expect(toF32(new Uint8Array(values.buffer, 4, 8), "F32").buffer).toBe(values.buffer);
  const halves = new Uint8Array([0, 0x00, 0x3c, 0x80, 0x3f]);
  expect([...toF32(halves.subarray(1, 3), "F16")]).toEqual([1]);
  expect([...toF32(halves.subarray(3, 5), "BF16")]).toEqual([1]);
});
