// Twin of the first pass of `moments` in src/core/moments.ts, over one part of a bag: each workgroup leaves its own
// extremes and sum, which are put together in float64. Values that are not finite are counted and left out; denormals are told
// apart. Comes after order.wgsl and sum.wgsl.

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

const GREATEST: u32 = 0xff7fffffu; // order of the greatest float
const LEAST: u32 = 0x00800001u;

var<workgroup> extremes: array<vec3<u32>, WORKGROUP_SIZE>; // (least order, greatest order, how many are not finite)

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  var own: vec3<u32> = vec3<u32>(GREATEST, LEAST, 0u);
  var sum: vec2<f32> = vec2<f32>(0.0);
  let stride: u32 = groups.x * WORKGROUP_SIZE;
  for (var i: u32 = group.x * WORKGROUP_SIZE + lane; i < params.count; i += stride) {
    let v: f32 = values[i];
    if (isFinite(v)) {
      let order: u32 = orderOf(v);
      own = vec3<u32>(min(own.x, order), max(own.y, order), own.z);
      sum = add(sum, vec2<f32>(v, 0.0), params.zero);
    } else {
      own.z += 1u;
    }
  }
  extremes[lane] = own;
  workgroupBarrier();
  for (var half: u32 = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      let a: vec3<u32> = extremes[lane];
      let b: vec3<u32> = extremes[lane + half];
      extremes[lane] = vec3<u32>(min(a.x, b.x), max(a.y, b.y), a.z + b.z);
    }
    workgroupBarrier();
  }
  let total: f32 = workgroupSum(lane, sum, params.zero);
  if (lane == 0u) {
    let found: vec3<u32> = extremes[0];
    extents[params.first + group.x] = Extent(floatOf(found.x), floatOf(found.y), total, found.z);
  }
}
