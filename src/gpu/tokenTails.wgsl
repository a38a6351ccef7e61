// Twin of `tokenTails` in src/core/tokenTails.ts: one workgroup a token counts its values in the tails, by two cut-offs or
// beyond k standard deviations of its own values.

override NOT_FINITE: u32;

struct Params {
  cutoffs: vec2<u32>, // orders
  zero: u32,
  dModel: u32,
  nPos: u32,
  own: u32, // 1: the cut-offs are mean ± k std of the token's values
  k: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> tokens: array<f32>; // [pos, dModel]
@group(0) @binding(2) var<storage, read_write> counts: array<u32>; // [pos]; NOT_FINITE + how many where some are not

var<workgroup> greatest: atomic<u32>; // magnitude, as bits
var<workgroup> found: atomic<u32>;
var<workgroup> notFinite: atomic<u32>;

/// Mean ± k std of the token that begins at `base`, as orders: in units of a power of two near its greatest value, so that squares
/// neither overflow nor vanish. A token of nothing but denormals, which an adapter may take for 0, has no tails.
fn ownCutoffs(lane: u32, base: u32) -> vec2<u32> {
  if (lane == 0u) {
    atomicStore(&greatest, 0u);
  }
  workgroupBarrier();
  var most: u32 = 0u;
  for (var d: u32 = lane; d < params.dModel; d += WORKGROUP_SIZE) {
    let v: f32 = tokens[base + d];
    most = max(most, select(0u, bitcast<u32>(v) & ~SIGN, isFinite(v)));
  }
  atomicMax(&greatest, most);
  workgroupBarrier();
  let exponent: u32 = atomicLoad(&greatest) >> 23u;
  let power: u32 = clamp(exponent, 1u, 253u);
  let unit: f32 = bitcast<f32>(power << 23u);
  let perUnit: f32 = bitcast<f32>((254u - power) << 23u);

  let n: f32 = f32(params.dModel);
  var sum: vec2<f32> = vec2<f32>(0.0);
  for (var d: u32 = lane; d < params.dModel; d += WORKGROUP_SIZE) {
    sum = add(sum, vec2<f32>(tokens[base + d] * perUnit, 0.0), params.zero);
  }
  let mean: f32 = workgroupSum(lane, sum, params.zero) / n;
  var squares: vec2<f32> = vec2<f32>(0.0);
  for (var d: u32 = lane; d < params.dModel; d += WORKGROUP_SIZE) {
    let off: f32 = tokens[base + d] * perUnit - mean;
    squares = add(squares, vec2<f32>(off * off, 0.0), params.zero);
  }
  let reach: f32 = params.k * sqrt(workgroupSum(lane, squares, params.zero) / n);
  let cutoffs: vec2<u32> = vec2<u32>(orderOf(unit * (mean - reach)), orderOf(unit * (mean + reach)));
  return select(vec2<u32>(0u, 0xffffffffu), cutoffs, exponent > 0u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let pos: u32 = groupIndex(group, groups);
  if (pos < params.nPos) {
    let base: u32 = pos * params.dModel;
    var cutoffs: vec2<u32> = params.cutoffs;
    if (params.own == 1u) {
      cutoffs = ownCutoffs(lane, base);
    }
    if (lane == 0u) {
      atomicStore(&found, 0u);
      atomicStore(&notFinite, 0u);
    }
    workgroupBarrier();
    var inside: u32 = 0u;
    var bad: u32 = 0u;
    for (var d: u32 = lane; d < params.dModel; d += WORKGROUP_SIZE) {
      let v: f32 = tokens[base + d];
      inside += select(0u, 1u, inTails(v, cutoffs));
      bad += select(1u, 0u, isFinite(v));
    }
    let tails: u32 = teamSum(inside);
    let spoilt: u32 = teamSum(bad);
    if (teamLeads(lane)) {
      atomicAdd(&found, tails);
      atomicAdd(&notFinite, spoilt);
    }
    workgroupBarrier();
    if (lane == 0u) {
      let n: u32 = atomicLoad(&notFinite);
      counts[pos] = select(atomicLoad(&found), NOT_FINITE + n, n > 0u);
    }
  }
}
