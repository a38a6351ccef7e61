// Twin of `topK` in src/core/topK.ts: one workgroup, k rounds. Each finds the best class after the one found before.

struct Params {
  zero: u32,
  mode: u32,
  nClasses: u32,
  nLayers: u32,
  nAdded: u32,
  k: u32, // at most nClasses
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scores: array<vec2<u32>>; // [mode, class * nLayers + layer], bits of (logLikelihood, tailCount)
@group(0) @binding(2) var<storage, read> added: array<u32>; // [nAdded], the layers to sum over
@group(0) @binding(3) var<storage, read_write> orders: array<u32>; // [class], scratch: a lane reads what it wrote
@group(0) @binding(4) var<storage, read_write> best: array<vec2<u32>>; // [k], (class, bits of its sum)

const NAN: u32 = 0x7fc00000u;
const NONE: u32 = 0u; // below the order of every finite float

var<workgroup> candidates: array<vec2<u32>, WORKGROUP_SIZE>; // (order, class)

/// The order of a class's sum over the layers; NONE where a layer's score or the sum is not finite.
fn orderOfSum(classIndex: u32) -> u32 {
  let row: u32 = (params.mode * params.nClasses + classIndex) * params.nLayers;
  var sum: vec2<f32> = vec2<f32>(0.0);
  for (var i: u32 = 0u; i < params.nAdded; i += 1u) {
    let score: f32 = bitcast<f32>(scores[row + added[i]].x);
    if (!isFinite(score)) {
      return NONE;
    }
    sum = add(sum, vec2<f32>(score, 0.0), params.zero);
  }
  let total: f32 = sum.x + sum.y;
  return select(NONE, orderOf(total), isFinite(total));
}

fn comesBefore(a: vec2<u32>, b: vec2<u32>) -> bool {
  return a.x > b.x || (a.x == b.x && a.y < b.y);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  for (var c: u32 = lane; c < params.nClasses; c += WORKGROUP_SIZE) {
    orders[c] = orderOfSum(c);
  }
  var found: vec2<u32> = vec2<u32>(0xffffffffu, 0u); // before every class
  for (var place: u32 = 0u; place < params.k; place += 1u) {
    var own: vec2<u32> = vec2<u32>(NONE, 0xffffffffu); // after every class
    for (var c: u32 = lane; c < params.nClasses; c += WORKGROUP_SIZE) {
      let candidate: vec2<u32> = vec2<u32>(orders[c], c);
      if (comesBefore(found, candidate) && comesBefore(candidate, own)) {
        own = candidate;
      }
    }
    candidates[lane] = own;
    workgroupBarrier();
    for (var half: u32 = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
      if (lane < half && comesBefore(candidates[lane + half], candidates[lane])) {
        candidates[lane] = candidates[lane + half];
      }
      workgroupBarrier();
    }
    found = candidates[0];
    workgroupBarrier(); // before the candidates are written again
    if (lane == 0u) {
      best[place] = vec2<u32>(found.y, select(bitcast<u32>(floatOf(found.x)), NAN, found.x == NONE));
    }
  }
}
