// Twin of `orderOf` in src/gpu/f32Cutoffs.ts: floats compared as whole numbers. A compiler may take it that no float is NaN or
// infinite, and an adapter that denormals are 0; neither can here. Put in front of a kernel.

const SIGN: u32 = 0x80000000u;
const INFINITE: u32 = 0x7f800000u;

fn isFinite(v: f32) -> bool {
  return (bitcast<u32>(v) & INFINITE) != INFINITE;
}

/// Greater for greater floats, the same for 0 and -0.
fn orderOf(v: f32) -> u32 {
  let bits: u32 = bitcast<u32>(v);
  let magnitude: u32 = bits & ~SIGN;
  return select(SIGN + magnitude, SIGN - magnitude, bits > magnitude);
}

/// The float of an order.
fn floatOf(order: u32) -> f32 {
  return bitcast<f32>(select(SIGN | (SIGN - order), order - SIGN, order >= SIGN));
}
