// Twin of `moments` in src/core/moments.ts (and of `bandwidth` in src/core/bandwidth.ts): two passes, one workgroup. Values that
// are not finite are counted, are in none of the other numbers, and leave no bandwidth.

struct Params {
  zero: u32,
  count: u32,
  bandwidthFactor: f32, // bandwidthScale * n^(-1/5)
}

struct Moments {
  min: f32,
  max: f32,
  mean: f32,
  sampleStd: f32, // divides by n - 1; 0 for fewer than two values
  bandwidth: f32, // in value units
  nonFinite: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> moments: Moments;

var<workgroup> extremes: array<vec3<u32>, WORKGROUP_SIZE>; // (least order, greatest order, how many are not finite)

fn workgroupExtremes(lane: u32, own: vec3<u32>) -> vec3<u32> {
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
  return extremes[0];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  var own: vec3<u32> = vec3<u32>(0xffffffffu, 0u, 0u);
  var sum: vec2<f32> = vec2<f32>(0.0);
  for (var i: u32 = lane; i < params.count; i += WORKGROUP_SIZE) {
    let v: f32 = values[i];
    if (isFinite(v)) {
      let order: u32 = orderOf(v);
      own = vec3<u32>(min(own.x, order), max(own.y, order), own.z);
      sum = add(sum, vec2<f32>(v, 0.0), params.zero);
    } else {
      own.z += 1u;
    }
  }
  let found: vec3<u32> = workgroupExtremes(lane, own);
  let n: u32 = params.count - found.z;
  let least: f32 = floatOf(select(found.x, SIGN, n == 0u));
  let greatest: f32 = floatOf(select(found.y, SIGN, n == 0u));
  let mean: f32 = workgroupSum(lane, sum, params.zero) / f32(max(n, 1u));

  // In units of the spread, so that squares neither overflow nor vanish.
  let spread: f32 = greatest - least;
  var drift: vec2<f32> = vec2<f32>(0.0);
  var squares: vec2<f32> = vec2<f32>(0.0);
  for (var i: u32 = lane; i < params.count; i += WORKGROUP_SIZE) {
    let v: f32 = values[i];
    if (isFinite(v)) {
      let d: f32 = (v - mean) / select(1.0, spread, spread > 0.0);
      drift = add(drift, vec2<f32>(d, 0.0), params.zero);
      squares = add(squares, vec2<f32>(d * d, 0.0), params.zero);
    }
  }
  let totalDrift: f32 = workgroupSum(lane, drift, params.zero);
  let totalSquares: f32 = workgroupSum(lane, squares, params.zero);
  if (lane != 0u) {
    return;
  }
  let m2: f32 = max(totalSquares - totalDrift * totalDrift / f32(max(n, 1u)), 0.0); // the rounding of `mean`, taken off
  var sampleStd: f32 = 0.0;
  if (n > 1u && spread > 0.0) {
    sampleStd = spread * sqrt(m2 / f32(n - 1u));
  }
  let bandwidth: f32 = select(0.0, params.bandwidthFactor * sampleStd, found.z == 0u);
  moments = Moments(least, greatest, mean, sampleStd, bandwidth, found.z);
}
