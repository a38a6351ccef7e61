// One vector of a bag, made by one workgroup: the mean of `rowsPerVector` token positions (1, but for pooling "mean"), less its
// own mean over dModel where asked. Put in front of a kernel that has params.zero, .dModel, .center, `residPost` and `values`.
// A vector whose mean is not finite is centred to NaNs: what follows counts them.

/// `start`: where it begins in residPost; `base`: in values. Every lane of a workgroup must call it.
fn poolVector(lane: u32, start: u32, base: u32, rowsPerVector: u32) {
  let dModel: u32 = params.dModel;
  var own: vec2<f32> = vec2<f32>(0.0);
  for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
    var value: f32 = residPost[start + d];
    if (rowsPerVector > 1u) {
      var rows: vec2<f32> = vec2<f32>(value, 0.0);
      for (var p: u32 = 1u; p < rowsPerVector; p++) {
        rows = add(rows, vec2<f32>(residPost[start + p * dModel + d], 0.0), params.zero);
      }
      value = (rows.x + rows.y) / f32(rowsPerVector);
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
  let isNumber: bool = (bitcast<u32>(mean) & 0x7f800000u) != 0x7f800000u; // by its bits: no compiler can take it for granted
  let nan: f32 = bitcast<f32>(0x7fc00000u ^ params.zero);
  for (var d: u32 = lane; d < dModel; d += WORKGROUP_SIZE) {
    let shifted: vec2<f32> = twoSum(values[base + d], -mean, params.zero);
    values[base + d] = select(nan, shifted.x + (shifted.y - rest), isNumber);
  }
}
