// Twin of `tailMask` in src/core/tails.ts, compacted: the values in the tails and where they stood, in no order.

override WORKGROUP_SIZE: u32;

struct Params {
  count: u32,
  strict: u32,
  left: f32,
  right: f32,
}

struct Tail {
  index: u32,
  value: f32,
}

struct Tails {
  count: atomic<u32>,
  tails: array<Tail>,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>; // [count]
@group(0) @binding(2) var<storage, read_write> found: Tails; // room for [count]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= params.count) {
    return;
  }
  let v: f32 = values[id.x];
  let beyond: bool = v < params.left || v > params.right;
  let at: bool = params.strict == 0u && (v == params.left || v == params.right);
  if (beyond || at) {
    found.tails[atomicAdd(&found.count, 1u)] = Tail(id.x, v);
  }
}
