// Twin of `logLikelihood` in src/core/logLikelihood.ts: one workgroup a class and mode, at one layer.

override MIN_TAIL_VALUES: u32;

struct Params {
  zero: u32,
  count: u32,
  layer: u32,
  nLayers: u32,
  gridPoints: u32,
  fullModes: u32, // bit m: mode m sums over all values
  strictModes: u32, // bit m: a value at the cut-off is not in the tails
  floor: f32,
  logFloor: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read> density: array<f32>; // [class * nLayers + layer, gridPoints]
@group(0) @binding(3) var<storage, read> grids: array<vec2<f32>>; // [class * nLayers + layer], (gridMin, points a unit)
@group(0) @binding(4) var<storage, read> cutoffs: array<vec2<f32>>; // [mode, class * nLayers + layer], (left, right)
@group(0) @binding(5) var<storage, read_write> scores: array<vec2<f32>>; // the same rows, (logLikelihood, tailCount); "full" counts all

var<workgroup> tailCount: atomic<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let row: u32 = group.x * params.nLayers + params.layer;
  let scored: u32 = group.y * groups.x * params.nLayers + row;
  let full: bool = ((params.fullModes >> group.y) & 1u) == 1u;
  let strict: bool = ((params.strictModes >> group.y) & 1u) == 1u;
  let grid: vec2<f32> = grids[row];
  let cut: vec2<f32> = cutoffs[scored];
  let last: u32 = params.gridPoints - 1u;
  let table: u32 = row * params.gridPoints;

  var own: vec2<f32> = vec2<f32>(0.0);
  var used: u32 = 0u;
  for (var i: u32 = lane; i < params.count; i += WORKGROUP_SIZE) {
    let v: f32 = values[i];
    let atCutoff: bool = !strict && (v == cut.x || v == cut.y);
    if (full || v < cut.x || v > cut.y || atCutoff) {
      let x: f32 = clamp((v - grid.x) * grid.y, 0.0, f32(last));
      let k: u32 = min(u32(x), last - 1u);
      let p: f32 = mix(density[table + k], density[table + k + 1u], x - f32(k));
      own = add(own, vec2<f32>(log(p + params.floor), 0.0), params.zero);
      used += 1u;
    }
  }
  atomicAdd(&tailCount, used);
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
  scores[scored] = vec2<f32>(logLikelihood, f32(m));
}
