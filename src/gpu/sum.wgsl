// Twin of the float64 sums in src/core: sums held in two floats, hi + lo (Knuth's TwoSum). Put in front of a kernel.

override WORKGROUP_SIZE: u32;

var<workgroup> lanes: array<vec2<f32>, WORKGROUP_SIZE>;

/// a + b and what its rounding lost. `zero` is 0, but no compiler knows: with it the error can't be "simplified" to 0.
fn twoSum(a: f32, b: f32, zero: u32) -> vec2<f32> {
  let sum: f32 = bitcast<f32>(bitcast<u32>(a + b) ^ zero);
  let part: f32 = bitcast<f32>(bitcast<u32>(sum - a) ^ zero);
  return vec2<f32>(sum, (a - (sum - part)) + (b - part));
}

fn add(total: vec2<f32>, term: vec2<f32>, zero: u32) -> vec2<f32> {
  let sum: vec2<f32> = twoSum(total.x, term.x, zero);
  return vec2<f32>(sum.x, total.y + (term.y + sum.y));
}

/// Sum over the workgroup of each lane's own sum. Every lane must call it; WORKGROUP_SIZE is a power of two.
fn workgroupSum(lane: u32, own: vec2<f32>, zero: u32) -> f32 {
  lanes[lane] = own;
  workgroupBarrier();
  for (var half: u32 = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      lanes[lane] = add(lanes[lane], lanes[lane + half], zero);
    }
    workgroupBarrier();
  }
  let total: vec2<f32> = lanes[0];
  workgroupBarrier(); // before the lanes are used again
  return total.x + total.y;
}
