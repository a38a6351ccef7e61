// Twin of `cubicMasses` in src/core/binSums.ts: one lane a mass, gathered from the four bins that give to it.

override WORKGROUP_SIZE: u32;
override FRACTION: f32; // what a unit of the sums is worth

const WORDS: u32 = 8u; // of a bin, as binSums.wgsl leaves them

struct Params {
  bins: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sums: array<u32>; // [bin, WORDS]
@group(0) @binding(2) var<storage, read_write> masses: array<f32>; // [bins + 3], from one bin left of the grid on

fn sumAt(low: u32) -> f32 {
  return f32(sums[low + 1u]) * (4294967296.0 * FRACTION) + f32(sums[low]) * FRACTION;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.bins + 3u) {
    return;
  }
  var mass: f32 = 0.0;
  for (var k: u32 = 0u; k < 4u; k++) {
    if (id.x >= k && id.x - k < params.bins) {
      let at: u32 = (id.x - k) * WORDS;
      let n: f32 = f32(sums[at]);
      let f: f32 = sumAt(at + 1u);
      let f2: f32 = sumAt(at + 3u);
      let f3: f32 = sumAt(at + 5u);
      switch k {
        case 0u: {
          mass += (3.0 * f2 - f3 - 2.0 * f) / 6.0;
        }
        case 1u: {
          mass += n + (f3 - 2.0 * f2 - f) / 2.0;
        }
        case 2u: {
          mass += (2.0 * f + f2 - f3) / 2.0;
        }
        default: {
          mass += (f3 - f) / 6.0;
        }
      }
    }
  }
  masses[id.x] = mass;
}
