import { expect, it } from "vitest";
import { bf16ToF32, f16ToF32, f32ToF16, toF32 } from "../../src/core/floats.ts";
import { seededRandom } from "../../src/core/random.ts";

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

it("every half that is a number comes back from float32 with its own bits, every NaN as a NaN", () => {
  const back = f32ToF16(f16ToF32(all));
  const isNan = (h: number) => (h & 0x7fff) > 0x7c00;
  const wrong = all.filter((h, i) => (isNan(h) ? !isNan(back[i]!) : back[i] !== h));
  expect([...wrong]).toEqual([]);
});

it("float32 between two halves goes to the nearer one, ties to the even one", () => {
  // h: bits of a positive half, the next one is h + 1; past the largest half its step goes on once more, to 65536.
  const values = f16ToF32(all);
  values[0x7c00] = 65536;
  for (const sign of [1, -1]) {
    const [below, tie, above] = [
      new Float32Array(0x7c00),
      new Float32Array(0x7c00),
      new Float32Array(0x7c00),
    ];
    for (let h = 0; h < 0x7c00; h++) {
      tie[h] = (sign * (values[h]! + values[h + 1]!)) / 2; // exact: a float32 has 13 more bits
      const bits = new Uint32Array(Float32Array.of(tie[h]!).buffer)[0]!;
      [below[h], above[h]] = new Float32Array(Uint32Array.of(bits - 1, bits + 1).buffer) as unknown as [
        number,
        number,
      ];
    }
    const signBit = sign < 0 ? 0x8000 : 0;
    const expected = (add: (h: number) => number) => Array.from(tie, (_, h) => signBit | (h + add(h)));
    expect([...f32ToF16(below)]).toEqual(expected(() => 0));
    expect([...f32ToF16(tie)]).toEqual(expected((h) => h & 1));
    expect([...f32ToF16(above)]).toEqual(expected(() => 1));
  }
});

it("any float32's bits give the half that is nearest by search", () => {
  const random = seededRandom(5);
  const bits = Uint32Array.from({ length: 200_000 }, () => {
    const sign = random() < 0.5 ? 0 : 0x80000000;
    return (sign + Math.floor((random() < 0.8 ? 0x33000000 : 0) + random() * 0x15000000)) >>> 0;
  });
  const values = new Float32Array(bits.buffer);
  const [halves, positive] = [f32ToF16(values), f16ToF32(all.subarray(0, 0x7c00))];
  const wrong = values.filter((value, i) => halves[i] !== nearest(value, positive));
  expect([...wrong]).toEqual([]);
});

it("what no half can hold is Inf, and NaN and the zeros stay what they are", () => {
  const values = [
    65519.996,
    65520,
    1e30,
    -1e30,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    0,
    -0,
    1e-45,
    -(2 ** -25),
  ];
  const expected = [0x7bff, 0x7c00, 0x7c00, 0xfc00, 0x7c00, 0x7e00, 0, 0x8000, 0, 0x8000];
  expect([...f32ToF16(Float32Array.from(values))]).toEqual(expected);
  const nans = new Float32Array(Uint32Array.of(0x7f800001, 0xff800001, 0x7fffffff).buffer);
  expect([...f16ToF32(f32ToF16(nans))]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

/** Bits of the half nearest to a finite value, the even one of two; searched in the list of all, `positive`. */
function nearest(value: number, positive: Float32Array): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  let [low, high] = [0, positive.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (positive[middle]! <= size) low = middle;
    else high = middle;
  }
  const up = (positive[low + 1] ?? 65536) - size;
  const down = size - positive[low]!;
  return sign | (down < up || (down === up && low % 2 === 0) ? low : low + 1);
}
