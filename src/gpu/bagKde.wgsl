// Twin of `kde` in src/core/kde.ts over one part of a bag: one lane a grid point, one row of workgroups a slice of the values,
// which pass by in tiles of workgroup memory. A value is left out where the twin's kernel, cut on its fine bins, ends.

override WORKGROUP_SIZE: u32;

const REACH: f32 = 16.0; // bandwidths; exp(-16^2 / 2) is 0 in f32

struct Params {
  count: u32,
  gridPoints: u32,
  first: u32, // place of the first slice
  bandwidth: f32,
  delta: f32, // width of a fine bin
  perPoint: f32, // fine bins a step of the grid
  reach: f32, // fine bins
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read> grid: array<f32>; // [gridPoints]
@group(0) @binding(3) var<storage, read_write> slices: array<f32>; // [slice, gridPoints], sums of exp(-u^2 / 2)

var<workgroup> tile: array<vec2<f32>, WORKGROUP_SIZE>; // (value, its fine bin)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let g: u32 = group.x * WORKGROUP_SIZE + lane;
  let point: f32 = grid[min(g, params.gridPoints - 1u)];
  let centre: f32 = f32(g) * params.perPoint;
  var total: f32 = 0.0;
  var lost: f32 = 0.0;
  let stride: u32 = groups.y * WORKGROUP_SIZE;
  for (var base: u32 = group.y * WORKGROUP_SIZE; base < params.count; base += stride) {
    if (base + lane < params.count) {
      let v: f32 = values[base + lane];
      tile[lane] = vec2<f32>(v, floor((v - grid[0]) / params.delta));
    }
    workgroupBarrier();
    var sum: f32 = 0.0; // of one tile: short sums keep f32 exact enough
    let filled: u32 = min(WORKGROUP_SIZE, params.count - base);
    for (var k: u32 = 0u; k < filled; k++) {
      let off: f32 = centre - tile[k].y;
      let u: f32 = min(abs(point - tile[k].x) / params.bandwidth, REACH);
      sum += select(0.0, exp(-0.5 * u * u), off <= params.reach + 1.0 && -off <= params.reach);
    }
    let corrected: f32 = sum - lost; // Kahan; where a compiler takes it away the short sums are left
    let next: f32 = total + corrected;
    lost = (next - total) - corrected;
    total = next;
    workgroupBarrier();
  }
  if (g < params.gridPoints) {
    slices[(params.first + group.y) * params.gridPoints + g] = total;
  }
}
