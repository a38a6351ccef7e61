// Twin of `binSums` in src/core/binSums.ts over one part of a bag, added to what is there. All of it is whole numbers: a value
// less the least one is counted in units of 2^unit, 64 bits, so that neither its bin nor its place in it is rounded before
// FRACTION_BITS, and sums are the same in any order. Values arrive as bits: no denormal is taken for 0.

override WORKGROUP_SIZE: u32;
override FRACTION_BITS: u32;

const WORDS: u32 = 8u; // of a bin: how many, then low and high words of the sums of f, f^2 and f^3
const TOP_BIT: u32 = 0x80000000u;

struct Params {
  count: u32,
  lastBin: u32,
  minLow: u32,
  minHigh: u32,
  widthLow: u32, // of a bin
  widthHigh: u32,
  unit: i32,
  binsPerHigh: f32, // bins in 2^32 units
  binsPerUnit: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<u32>; // [count], bits of f32
@group(0) @binding(2) var<storage, read_write> sums: array<atomic<u32>>; // [bin, WORDS]

/// Numbers of 64 bits are (low, high), modulo 2^64, so that differences may be below 0.
fn plus(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
  let low: u32 = a.x + b.x;
  return vec2<u32>(low, a.y + b.y + select(0u, 1u, low < a.x));
}

fn minus(a: vec2<u32>, b: vec2<u32>) -> vec2<u32> {
  return vec2<u32>(a.x - b.x, a.y - b.y - select(0u, 1u, a.x < b.x));
}

fn times(a: u32, b: u32) -> vec2<u32> {
  let low: vec2<u32> = vec2<u32>(a & 0xffffu, b & 0xffffu);
  let high: vec2<u32> = vec2<u32>(a >> 16u, b >> 16u);
  let middle: u32 = high.x * low.y + ((low.x * low.y) >> 16u);
  let other: u32 = low.x * high.y + (middle & 0xffffu);
  return vec2<u32>(a * b, high.x * high.y + (middle >> 16u) + (other >> 16u));
}

fn shifted(a: u32, by: i32) -> vec2<u32> {
  if (by <= -32 || by >= 64) {
    return vec2<u32>(0u);
  }
  if (by <= 0) {
    return vec2<u32>(a >> u32(-by), 0u);
  }
  if (by < 32) {
    return vec2<u32>(a << u32(by), a >> u32(32 - by));
  }
  return vec2<u32>(0u, a << u32(by - 32));
}

/// A float in units of 2^unit; what is smaller is cut off.
fn inUnits(bits: u32) -> vec2<u32> {
  let exponent: u32 = (bits >> 23u) & 0xffu;
  let digits: u32 = (bits & 0x7fffffu) | select(0u, 0x800000u, exponent > 0u);
  let size: vec2<u32> = shifted(digits, i32(max(exponent, 1u)) - 150 - params.unit);
  return select(size, minus(vec2<u32>(0u), size), (bits & TOP_BIT) != 0u);
}

fn addTo(low: u32, term: u32) {
  let before: u32 = atomicAdd(&sums[low], term);
  if (before > 0xffffffffu - term) {
    atomicAdd(&sums[low + 1u], 1u);
  }
}

/// Of two places in a bin, the product.
fn product(a: u32, b: u32) -> u32 {
  let wide: vec2<u32> = times(a, b);
  return (wide.y << (32u - FRACTION_BITS)) | (wide.x >> FRACTION_BITS);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let least: vec2<u32> = vec2<u32>(params.minLow, params.minHigh);
  let width: vec2<u32> = vec2<u32>(params.widthLow, params.widthHigh);
  let one: f32 = f32(1u << FRACTION_BITS);
  for (var i: u32 = id.x; i < params.count; i += groups.x * WORKGROUP_SIZE) {
    let off: vec2<u32> = minus(inUnits(values[i]), least);
    var bin: u32 = min(u32(f32(off.y) * params.binsPerHigh), params.lastBin); // right, or one beside it
    let before: vec2<u32> = times(bin, width.x);
    var rest: vec2<u32> = minus(off, vec2<u32>(before.x, before.y + bin * width.y));
    if ((rest.y & TOP_BIT) != 0u && bin > 0u) {
      bin -= 1u;
      rest = plus(rest, width);
    } else if (bin < params.lastBin && (minus(rest, width).y & TOP_BIT) == 0u) {
      bin += 1u;
      rest = minus(rest, width);
    }
    let place: f32 = (f32(rest.y) * 4294967296.0 + f32(rest.x)) * params.binsPerUnit;
    let f: u32 = u32(clamp(place, 0.0, 1.0) * one + 0.5);
    let square: u32 = product(f, f);
    let at: u32 = bin * WORDS;
    atomicAdd(&sums[at], 1u);
    addTo(at + 1u, f);
    addTo(at + 3u, square);
    addTo(at + 5u, product(square, f));
  }
}
