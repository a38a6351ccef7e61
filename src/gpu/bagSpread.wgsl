// Twin of the second pass of `moments` in src/core/moments.ts, over one part of a bag: each workgroup leaves its sums, in two
// floats each, of d = (value - mean) * scale and of d^2. The scale is a power of two, so that it rounds nothing, and about
// 1 / spread, so that squares neither overflow nor vanish.

struct Params {
  zero: u32,
  count: u32,
  first: u32, // place of the first workgroup's answer
  mean: f32,
  rest: f32, // what the mean lost when it was rounded
  scale: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read_write> sums: array<vec4<f32>>; // (of d, of d^2), high and low

const UPPER_HALF: u32 = 0xfffff000u; // sign, exponent and 12 of 24 digits

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  var drift: vec2<f32> = vec2<f32>(0.0);
  var squares: vec2<f32> = vec2<f32>(0.0);
  let stride: u32 = groups.x * WORKGROUP_SIZE;
  for (var i: u32 = group.x * WORKGROUP_SIZE + lane; i < params.count; i += stride) {
    let off: vec2<f32> = twoSum(values[i], -params.mean, params.zero);
    let d: vec2<f32> = vec2<f32>(off.x, off.y - params.rest) * params.scale;
    drift = add(drift, d, params.zero);
    let a: f32 = bitcast<f32>(bitcast<u32>(d.x) & UPPER_HALF); // its square is exact
    let b: f32 = d.x - a;
    squares = add(squares, vec2<f32>(a * a, (2.0 * a + b) * b + 2.0 * d.x * d.y), params.zero);
  }
  let ownDrift: vec2<f32> = bothOf(lane, drift);
  let ownSquares: vec2<f32> = bothOf(lane, squares);
  if (lane == 0u) {
    sums[params.first + group.x] = vec4<f32>(ownDrift, ownSquares);
  }
}

/// The workgroup's sum, unrounded, where lane is 0: workgroupSum leaves it there.
fn bothOf(lane: u32, own: vec2<f32>) -> vec2<f32> {
  var sum: vec2<f32> = vec2<f32>(workgroupSum(lane, own, params.zero), 0.0);
  if (lane == 0u) { // no other lane may look: lane 0 writes there next
    sum = lanes[0];
  }
  return sum;
}
