// Twin of `kdeExact` in src/core/kde.ts on the grid of `linspaceF32` in src/core/grid.ts: one lane a grid point,
// the values passing by in tiles of workgroup memory. A bandwidth of 0 gives zeros. Comes after groups.wgsl and sum.wgsl.

override INV_SQRT_2PI: f32;

const REACH: f32 = 16.0; // bandwidths; exp(-16^2 / 2) is 0 in f32

struct Params {
  zero: u32,
  count: u32,
  gridPoints: u32,
}

struct Moments {
  min: f32,
  max: f32,
  mean: f32,
  sampleStd: f32,
  bandwidth: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read> moments: Moments;
@group(0) @binding(3) var<storage, read_write> y: array<f32>; // [gridPoints], 1 / value units

var<workgroup> tile: array<f32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let g: u32 = groupIndex(group, groups) * WORKGROUP_SIZE + lane;
  let last: u32 = params.gridPoints - 1u;
  let step: f32 = (moments.max - moments.min) / f32(last);
  let point: f32 = f32(g) * step + moments.min;
  let spread: bool = moments.bandwidth > 0.0;
  let bandwidth: f32 = select(1.0, moments.bandwidth, spread);
  var total: vec2<f32> = vec2<f32>(0.0);
  for (var base: u32 = 0u; base < params.count; base += WORKGROUP_SIZE) {
    if (base + lane < params.count) {
      tile[lane] = values[base + lane];
    }
    workgroupBarrier();
    var sum: f32 = 0.0; // of one tile: short sums keep f32 exact enough
    let filled: u32 = min(WORKGROUP_SIZE, params.count - base);
    for (var k: u32 = 0u; k < filled; k++) {
      let u: f32 = min(abs(point - tile[k]) / bandwidth, REACH);
      sum += exp(-0.5 * u * u);
    }
    total = add(total, vec2<f32>(sum, 0.0), params.zero);
    workgroupBarrier();
  }
  if (g <= last) {
    y[g] = select(0.0, (total.x + total.y) * (INV_SQRT_2PI / f32(params.count)) / bandwidth, spread);
  }
}
