// Twin of `moments` in src/core/moments.ts (and of `bandwidth` in src/core/bandwidth.ts): two passes, one workgroup.

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
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> moments: Moments;

var<workgroup> extremes: array<vec2<f32>, WORKGROUP_SIZE>; // (least, greatest)

fn workgroupExtremes(lane: u32, own: vec2<f32>) -> vec2<f32> {
  extremes[lane] = own;
  workgroupBarrier();
  for (var half: u32 = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    if (lane < half) {
      let other: vec2<f32> = extremes[lane + half];
      extremes[lane] = vec2<f32>(min(extremes[lane].x, other.x), max(extremes[lane].y, other.y));
    }
    workgroupBarrier();
  }
  return extremes[0];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  let n: u32 = params.count;
  var ends: vec2<f32> = vec2<f32>(values[0]);
  var sum: vec2<f32> = vec2<f32>(0.0);
  for (var i: u32 = lane; i < n; i += WORKGROUP_SIZE) {
    let v: f32 = values[i];
    ends = vec2<f32>(min(ends.x, v), max(ends.y, v));
    sum = add(sum, vec2<f32>(v, 0.0), params.zero);
  }
  ends = workgroupExtremes(lane, ends);
  let mean: f32 = workgroupSum(lane, sum, params.zero) / f32(n);

  // In units of the spread, so that squares neither overflow nor vanish.
  let spread: f32 = ends.y - ends.x;
  var drift: vec2<f32> = vec2<f32>(0.0);
  var squares: vec2<f32> = vec2<f32>(0.0);
  for (var i: u32 = lane; i < n; i += WORKGROUP_SIZE) {
    let d: f32 = (values[i] - mean) / select(1.0, spread, spread > 0.0);
    drift = add(drift, vec2<f32>(d, 0.0), params.zero);
    squares = add(squares, vec2<f32>(d * d, 0.0), params.zero);
  }
  let totalDrift: f32 = workgroupSum(lane, drift, params.zero);
  let totalSquares: f32 = workgroupSum(lane, squares, params.zero);
  if (lane != 0u) {
    return;
  }
  let m2: f32 = max(totalSquares - totalDrift * totalDrift / f32(n), 0.0); // the rounding of `mean`, taken off
  var sampleStd: f32 = 0.0;
  if (n > 1u && spread > 0.0) {
    sampleStd = spread * sqrt(m2 / f32(n - 1u));
  }
  moments = Moments(ends.x, ends.y, mean, sampleStd, params.bandwidthFactor * sampleStd);
}
