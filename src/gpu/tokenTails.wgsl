// Twin of `tokenTails` in src/core/tokenTails.ts: one workgroup a token counts its values in the tails, by two cut-offs or
// beyond k standard deviations of its own values.

struct Params {
  zero: u32,
  dModel: u32,
  strict: u32, // a value at the cut-off is not in the tails
  own: u32, // 1: the cut-offs are mean ± k std of the token's values
  left: f32,
  right: f32,
  k: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tokens: array<f32>; // [pos, dModel]
@group(0) @binding(2) var<storage, read_write> counts: array<u32>; // [pos]

var<workgroup> found: atomic<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let dModel: u32 = params.dModel;
  let base: u32 = group.x * dModel;
  var left: f32 = params.left;
  var right: f32 = params.right;
  if (params.own == 1u) {
    var sum: vec2<f32> = vec2<f32>(0.0);
    for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
      sum = add(sum, vec2<f32>(tokens[base + d], 0.0), params.zero);
    }
    let mean: f32 = workgroupSum(lane, sum, params.zero) / f32(dModel);
    var squares: vec2<f32> = vec2<f32>(0.0);
    for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
      let off: f32 = tokens[base + d] - mean;
      squares = add(squares, vec2<f32>(off * off, 0.0), params.zero);
    }
    let deviation: f32 = sqrt(workgroupSum(lane, squares, params.zero) / f32(dModel));
    left = mean - params.k * deviation;
    right = mean + params.k * deviation;
  }
  var own: u32 = 0u;
  for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
    let v: f32 = tokens[base + d];
    let at: bool = params.strict == 0u && (v == left || v == right);
    if (v < left || v > right || at) {
      own += 1u;
    }
  }
  atomicAdd(&found, own);
  workgroupBarrier();
  if (lane == 0u) {
    counts[group.x] = atomicLoad(&found);
  }
}
