// Twin of the sum over values in `kdeExact` in src/core/kde.ts: the slices of one bag, each a multiple of its own nearest value's
// Gaussian, added up as multiples of the nearest of all, one lane a grid point.
// Comes after sum.wgsl and gaussianShare.wgsl.

struct Params {
  zero: u32,
  nSlices: u32,
  gridPoints: u32,
  at: u32, // of the first point in `sums`
  bandwidth: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> slices: array<vec2<f32>>; // [slice, gridPoints] (sum, its nearest value)
@group(0) @binding(2) var<storage, read> grid: array<f32>; // [gridPoints]
@group(0) @binding(3) var<storage, read_write> sums: array<vec2<f32>>; // from `at` on, [gridPoints] (sum, its nearest value)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.gridPoints) {
    return;
  }
  let point: f32 = grid[id.x];
  var unit: f32 = slices[id.x].y; // the first slice has values
  for (var s: u32 = 1u; s < params.nSlices; s++) {
    let slice: vec2<f32> = slices[s * params.gridPoints + id.x];
    unit = select(unit, slice.y, slice.x > 0.0 && abs(point - slice.y) < abs(point - unit));
  }
  var sum: vec2<f32> = vec2<f32>(0.0);
  for (var s: u32 = 0u; s < params.nSlices; s++) {
    let slice: vec2<f32> = slices[s * params.gridPoints + id.x];
    if (slice.x > 0.0) {
      let share: f32 = gaussianShare(point, unit, slice.y, params.bandwidth);
      sum = add(sum, vec2<f32>(slice.x * share, 0.0), params.zero);
    }
  }
  sums[params.at + id.x] = vec2<f32>(sum.x + sum.y, unit);
}
