// Twin of `poolValues` in src/core/pooling.ts: one workgroup makes one vector of the bag, the mean of
// `rowsPerVector` token positions (1, but for pooling "mean"), less its own mean over dModel where asked.

struct Params {
  zero: u32,
  dModel: u32,
  firstRow: u32, // of [batch * pos, dModel]
  rowsPerVector: u32,
  center: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residPost: array<f32>; // [batch, pos, dModel], and maybe more
@group(0) @binding(2) var<storage, read_write> values: array<f32>; // [vector, dModel]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let dModel: u32 = params.dModel;
  let start: u32 = (params.firstRow + group.x) * dModel;
  let base: u32 = group.x * dModel;
  var own: vec2<f32> = vec2<f32>(0.0);
  for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
    var value: f32 = residPost[start + d];
    if (params.rowsPerVector > 1u) {
      var rows: vec2<f32> = vec2<f32>(value, 0.0);
      for (var p: u32 = 1u; p < params.rowsPerVector; p++) {
        rows = add(rows, vec2<f32>(residPost[start + p * dModel + d], 0.0), params.zero);
      }
      value = (rows.x + rows.y) / f32(params.rowsPerVector);
    }
    values[base + d] = value;
    own = add(own, vec2<f32>(value, 0.0), params.zero);
  }
  if (params.center == 0u) {
    return;
  }
  // A float's mean is rounded; `rest` is what the rounding left, so that a centred value is rounded once.
  let mean: f32 = workgroupSum(lane, own, params.zero) / f32(dModel);
  own = vec2<f32>(0.0);
  for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
    own = add(own, twoSum(values[base + d], -mean, params.zero), params.zero);
  }
  let rest: f32 = workgroupSum(lane, own, params.zero) / f32(dModel);
  for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
    let shifted: vec2<f32> = twoSum(values[base + d], -mean, params.zero);
    values[base + d] = shifted.x + (shifted.y - rest);
  }
}
