/** Element types a checkpoint may store weights in. */
export type FloatType = "F32" | "F16" | "BF16";

const HALF = halfTable();

/** IEEE half precision to single: [n] bit patterns to [n] values, exactly. */
export function f16ToF32(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = HALF[bits[i]!]!;
  return out;
}

/** bfloat16 to single: the upper half of its bits, exactly. */
export function bf16ToF32(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = bits[i]! << 16;
  return new Float32Array(out.buffer);
}

/** Single to IEEE half precision, [n] values to [n] bit patterns: to nearest, ties to even; too large is Inf, NaN stays NaN. */
export function f32ToF16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const out = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = (bits[i]! >>> 16) & 0x8000;
    const abs = bits[i]! & 0x7fffffff;
    if (abs < 0x38800000) {
      // Below 2^-14: next to 0.5 a float32's last bit is 2^-24, a half's smallest step, so the addition rounds.
      SCRATCH[0] = Math.abs(values[i]!) + 0.5;
      out[i] = sign | (SCRATCH_BITS[0]! - 0x3f000000);
    } else if (abs < 0x47800000) {
      out[i] = sign | ((abs - 0x38000000 + 0xfff + ((abs >>> 13) & 1)) >>> 13); // a carry to the exponent is meant
    } else {
      out[i] = sign | (abs > 0x7f800000 ? 0x7e00 | ((abs >>> 13) & 0x3ff) : 0x7c00);
    }
  }
  return out;
}

const SCRATCH = new Float32Array(1);
const SCRATCH_BITS = new Uint32Array(SCRATCH.buffer);

/** Little-endian bytes of a float tensor as float32; copies only where the bytes are unaligned or not F32. */
export function toF32(bytes: Uint8Array<ArrayBuffer>, dtype: FloatType): Float32Array<ArrayBuffer> {
  const size = dtype === "F32" ? 4 : 2;
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const n = aligned.byteLength / size;
  if (dtype === "F32") return new Float32Array(aligned.buffer, aligned.byteOffset, n);
  const bits = new Uint16Array(aligned.buffer, aligned.byteOffset, n);
  return dtype === "F16" ? f16ToF32(bits) : bf16ToF32(bits);
}

/**
 * Little-endian bytes of a float tensor into `out`, float32. They may lie in `out`'s own memory, at its end: what is written
 * never overtakes what is still to be read.
 */
export function spread(
  bytes: Uint8Array<ArrayBuffer>,
  dtype: FloatType,
  out: Float32Array<ArrayBuffer>,
): void {
  const size = dtype === "F32" ? 4 : 2;
  if (bytes.byteLength !== size * out.length)
    throw new Error(`${bytes.byteLength} bytes, ${out.length} values`);
  if (dtype === "F32") {
    if (bytes.buffer !== out.buffer || bytes.byteOffset !== out.byteOffset) out.set(toF32(bytes, dtype));
    return;
  }
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  const bits = new Uint16Array(aligned.buffer, aligned.byteOffset, out.length);
  if (dtype === "F16") for (let i = 0; i < bits.length; i++) out[i] = HALF[bits[i]!]!;
  else {
    const words = new Uint32Array(out.buffer, out.byteOffset, out.length);
    for (let i = 0; i < bits.length; i++) words[i] = bits[i]! << 16;
  }
}

/** All 65,536 halves, so that converting a checkpoint is one look-up a weight. */
function halfTable(): Float32Array {
  const table = new Float32Array(65536);
  for (let h = 0; h < 65536; h++) {
    const sign = h & 0x8000 ? -1 : 1;
    const exponent = (h >> 10) & 0x1f;
    const fraction = h & 0x3ff;
    if (exponent === 0) table[h] = sign * fraction * 2 ** -24;
    else if (exponent === 31) table[h] = fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    else table[h] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return table;
}
