// Twin of the first pass of `moments` in src/core/moments.ts, over one part of a bag: each workgroup leaves its own
// extremes and sum, which are put together in float64. Values that are not finite are counted and left out.

struct Params {
  zero: u32,
  count: u32,
  first: u32, // place of the first workgroup's answer
}

struct Extent {
  min: f32,
  max: f32,
  sum: f32,
  nonFinite: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read_write> extents: array<Extent>;

const EXPONENT: u32 = 0x7f800000u;
const GREATEST: f32 = 0x1.fffffep+127f;

var<workgroup> extremes: array<vec2<f32>, WORKGROUP_SIZE>; // (least, greatest)
var<workgroup> nonFinite: array<u32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  var ends: vec2<f32> = vec2<f32>(GREATEST, -GREATEST);
  var sum: vec2<f32> = vec2<f32>(0.0);
  var bad: u32 = 0u;
  let stride: u32 = groups.x * WORKGROUP_SIZE;
  for (var i: u32 = group.x * WORKGROUP_SIZE + lane; i < params.count; i += stride) {
    let v: f32 = values[i];
    if ((bitcast<u32>(v) & EXPONENT) == EXPONENT) { // by its bits: compilers may take it that no float is NaN
      bad += 1u;
    } else {
      ends = vec2<f32>(min(ends.x, v), max(ends.y, v));
      sum = add(sum, vec2<f32>(v, 0.0), params.zero);
    }
  }
  extremes[lane] = ends;
  nonFinite[lane] = bad;
  workgroupBarrier();
  for (var half: u32 = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      let other: vec2<f32> = extremes[lane + half];
      extremes[lane] = vec2<f32>(min(extremes[lane].x, other.x), max(extremes[lane].y, other.y));
      nonFinite[lane] += nonFinite[lane + half];
    }
    workgroupBarrier();
  }
  let total: f32 = workgroupSum(lane, sum, params.zero);
  if (lane == 0u) {
    extents[params.first + group.x] = Extent(extremes[0].x, extremes[0].y, total, nonFinite[0]);
  }
}
