// Twin of `kdeExact` in src/core/kde.ts over one part of a bag: one lane a grid point, one row of workgroups a slice of the
// values, which pass by in tiles of workgroup memory. The sum is a multiple of the nearest value's Gaussian: where all are far it
// is 1e-300, which no f32 holds.
// Comes after gaussianShare.wgsl and sum.wgsl.

struct Params {
  zero: u32,
  count: u32,
  gridPoints: u32,
  first: u32, // place of the first slice
  bandwidth: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read> grid: array<f32>; // [gridPoints]
@group(0) @binding(3) var<storage, read_write> slices: array<vec2<f32>>; // [slice, gridPoints] (sum, its nearest value)

var<workgroup> tile: array<f32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let g: u32 = group.x * WORKGROUP_SIZE + lane;
  let point: f32 = grid[min(g, params.gridPoints - 1u)];
  var unit: f32 = 0.0;
  var total: vec2<f32> = vec2<f32>(0.0);
  let stride: u32 = groups.y * WORKGROUP_SIZE;
  for (var base: u32 = group.y * WORKGROUP_SIZE; base < params.count; base += stride) {
    if (base + lane < params.count) {
      tile[lane] = values[base + lane];
    }
    workgroupBarrier();
    let filled: u32 = min(WORKGROUP_SIZE, params.count - base);
    var nearest: f32 = select(tile[0], unit, total.x > 0.0);
    for (var k: u32 = 0u; k < filled; k++) {
      nearest = select(nearest, tile[k], abs(point - tile[k]) < abs(point - nearest));
    }
    if (total.x > 0.0 && nearest != unit) {
      total *= gaussianShare(point, nearest, unit, params.bandwidth);
    }
    unit = nearest;
    var sum: f32 = 0.0; // of one tile: short sums keep f32 exact enough
    for (var k: u32 = 0u; k < filled; k++) {
      sum += gaussianShare(point, unit, tile[k], params.bandwidth);
    }
    total = add(total, vec2<f32>(sum, 0.0), params.zero);
    workgroupBarrier();
  }
  if (g < params.gridPoints) {
    slices[(params.first + group.y) * params.gridPoints + g] = vec2<f32>(total.x + total.y, unit);
  }
}
