// Twin of `tailMask` in src/core/tails.ts, compacted: the values in the tails and where they stood, in no order.

override WORKGROUP_SIZE: u32;

struct Params {
  count: u32,
  room: u32, // tails that are kept
  cutoffs: vec2<u32>, // orders
}

struct Tail {
  index: u32, // vector of the bag * dModel + dimension
  value: f32,
}

struct Tails {
  count: atomic<u32>, // all that were found
  tails: array<Tail>,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read_write> found: Tails; // [room]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let i: u32 = groupIndex(group, groups) * WORKGROUP_SIZE + lane;
  let v: f32 = values[min(i, params.count - 1u)];
  let wanted: bool = i < params.count && inTails(v, params.cutoffs);
  let own: u32 = select(0u, 1u, wanted);
  let ofTeam: u32 = teamSum(own);
  let before: u32 = teamBefore(own);
  let leads: bool = teamLeads(lane);
  var first: u32 = 0u;
  if (leads && ofTeam > 0u) {
    first = atomicAdd(&found.count, ofTeam);
  }
  let place: u32 = teamShare(first) + before;
  if (wanted && place < params.room) {
    found.tails[place] = Tail(i, v);
  }
}
