// Twin of the second pass of `moments` in src/core/moments.ts, over one part of a bag: each workgroup leaves its sums of
// d = (value - mean) / spread and of d^2, so that squares neither overflow nor vanish.

struct Params {
  zero: u32,
  count: u32,
  first: u32, // place of the first workgroup's answer
  mean: f32,
  rest: f32, // what the mean lost when it was rounded
  spread: f32, // max - min
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read_write> sums: array<vec2<f32>>; // (of d, of d^2)

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
    let d: f32 = (off.x + (off.y - params.rest)) / params.spread;
    drift = add(drift, vec2<f32>(d, 0.0), params.zero);
    squares = add(squares, vec2<f32>(d * d, 0.0), params.zero);
  }
  let totalDrift: f32 = workgroupSum(lane, drift, params.zero);
  let totalSquares: f32 = workgroupSum(lane, squares, params.zero);
  if (lane == 0u) {
    sums[params.first + group.x] = vec2<f32>(totalDrift, totalSquares);
  }
}
