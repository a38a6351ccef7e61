// Twin of `convolve` in src/core/kde.ts: one workgroup a grid point, its lanes sharing the bins within reach. Between the bulk and
// a far outlier a density falls to 1e-300, which no f32 holds: there the sum is taken as a multiple of the nearest bin's Gaussian.
// Comes after groups.wgsl and sum.wgsl.

const NOTHING: f32 = 128.0; // exp(-128) is 0 in f32

struct Params {
  zero: u32,
  masses: u32,
  gridPoints: u32,
  perPoint: u32, // bins a step of the grid
  reach: u32, // bins
  table: u32, // bins from which on the table would be 0
  near: u32, // bins up to which the nearest mass may be for the table to do
  row: u32,
  half: f32, // half of the square of a bin's width in bandwidths
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> masses: array<f32>; // [masses], from one bin left of the grid on
@group(0) @binding(2) var<storage, read> gaussian: array<f32>; // [table + 1], by distance in bins
@group(0) @binding(3) var<storage, read_write> rows: array<vec2<f32>>; // [row, gridPoints] (sum, its bin's distance)

var<workgroup> distances: array<u32, WORKGROUP_SIZE>;

/// The least of the lanes' numbers. Every lane must call it, once.
fn workgroupMin(lane: u32, own: u32) -> u32 {
  distances[lane] = own;
  workgroupBarrier();
  for (var half: u32 = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      distances[lane] = min(distances[lane], distances[lane + half]);
    }
    workgroupBarrier();
  }
  return distances[0];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let point: u32 = groupIndex(group, groups);
  if (point < params.gridPoints) {
    let centre: u32 = point * params.perPoint + 1u;
    var own: u32 = params.reach + 1u;
    let last: u32 = min(centre + params.reach + 1u, params.masses);
    for (var bin: u32 = max(centre, params.reach) - params.reach + lane; bin < last; bin += WORKGROUP_SIZE) {
      if (masses[bin] != 0.0) {
        own = min(own, max(bin, centre) - min(bin, centre));
      }
    }
    let nearest: u32 = workgroupMin(lane, own);
    let far: bool = nearest > params.near && nearest <= params.reach;
    let unit: u32 = select(0u, nearest, far); // what the sum is a multiple of
    let reach: u32 = select(params.table, params.reach, far);
    let end: u32 = min(centre + reach + 1u, params.masses);
    var sum: vec2<f32> = vec2<f32>(0.0);
    for (var bin: u32 = max(centre, reach) - reach + lane; bin < end; bin += WORKGROUP_SIZE) {
      let off: u32 = max(bin, centre) - min(bin, centre);
      var weight: f32 = 0.0;
      if (far) {
        // of masses that are not 0 none is nearer than the unit
        let more: f32 = f32(max(off, unit) - unit) * f32(off + unit) * params.half;
        weight = exp(-min(more, NOTHING));
      } else {
        weight = gaussian[off];
      }
      sum = add(sum, vec2<f32>(masses[bin] * weight, 0.0), params.zero);
    }
    let total: f32 = workgroupSum(lane, sum, params.zero);
    if (lane == 0u) {
      rows[params.row * params.gridPoints + point] = vec2<f32>(max(total, 0.0), f32(unit));
    }
  }
}
