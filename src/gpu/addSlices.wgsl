// Twin of the sum over values in `kde` in src/core/kde.ts: the slices of one bag added up, one lane a grid point.

struct Params {
  zero: u32,
  nSlices: u32,
  gridPoints: u32,
  row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> slices: array<f32>; // [slice, gridPoints]
@group(0) @binding(2) var<storage, read_write> rows: array<f32>; // [row, gridPoints]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.gridPoints) {
    return;
  }
  var sum: vec2<f32> = vec2<f32>(0.0);
  for (var s: u32 = 0u; s < params.nSlices; s++) {
    sum = add(sum, vec2<f32>(slices[s * params.gridPoints + id.x], 0.0), params.zero);
  }
  rows[params.row * params.gridPoints + id.x] = sum.x + sum.y;
}
