// Twin of `logLikelihood` in src/core/logLikelihood.ts: one workgroup a class and mode, at one layer. A score is the bits of
// (logLikelihood, tailCount), tailCount being all values in "full"; of (NaN, how many) where values are not finite.

override MIN_TAIL_VALUES: u32;

const NAN: u32 = 0x7fc00000u;

struct Params {
  zero: u32,
  count: u32,
  layer: u32,
  nLayers: u32,
  nClasses: u32, // of all ranges
  firstClass: u32, // of this one
  gridPoints: u32,
  fullModes: u32, // bit m: mode m sums over all values
  floor: f32,
  logFloor: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read> density: array<f32>; // [class - firstClass, gridPoints] of this layer
@group(0) @binding(3) var<storage, read> grids: array<vec2<f32>>; // [class * nLayers + layer], (gridMin, points a unit)
@group(0) @binding(4) var<storage, read> cutoffs: array<vec2<u32>>; // [mode, class * nLayers + layer], orders of (left, right)
@group(0) @binding(5) var<storage, read_write> scores: array<vec2<u32>>; // the same rows, see below

var<workgroup> tailCount: atomic<u32>;
var<workgroup> notFinite: atomic<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row: u32 = (params.firstClass + group.x) * params.nLayers + params.layer;
  let scored: u32 = group.y * params.nClasses * params.nLayers + row;
  let full: bool = ((params.fullModes >> group.y) & 1u) == 1u;
  let grid: vec2<f32> = grids[row];
  let cut: vec2<u32> = cutoffs[scored];
  if (lane == 0u) {
    atomicStore(&tailCount, 0u);
    atomicStore(&notFinite, 0u);
  }
  workgroupBarrier();

  var own: vec2<f32> = vec2<f32>(0.0);
  var used: u32 = 0u;
  var bad: u32 = 0u;
  for (var i: u32 = lane; i < params.count; i += WORKGROUP_SIZE) {
    let v: f32 = values[i];
    if (!isFinite(v)) {
      bad += 1u;
    } else if (full || inTails(v, cut)) {
      let p: f32 = interpolate(v, grid, group.x * params.gridPoints, params.gridPoints);
      own = add(own, vec2<f32>(log(p + params.floor), 0.0), params.zero);
      used += 1u;
    }
  }
  let usedByTeam: u32 = teamSum(used);
  let badByTeam: u32 = teamSum(bad);
  if (teamLeads(lane)) {
    atomicAdd(&tailCount, usedByTeam);
    atomicAdd(&notFinite, badByTeam);
  }
  let sum: f32 = workgroupSum(lane, own, params.zero);
  if (lane != 0u) {
    return;
  }
  let n: f32 = f32(params.count);
  let m: u32 = atomicLoad(&tailCount);
  var logLikelihood: f32 = sum;
  if (!full) {
    logLikelihood = n * params.logFloor;
    if (m >= MIN_TAIL_VALUES) {
      logLikelihood = n * (sum / f32(m));
    }
  }
  let nonFinite: u32 = atomicLoad(&notFinite);
  let score: vec2<u32> = vec2<u32>(bitcast<u32>(logLikelihood), bitcast<u32>(f32(m)));
  scores[scored] = select(score, vec2<u32>(NAN, bitcast<u32>(f32(nonFinite))), nonFinite > 0u);
}
