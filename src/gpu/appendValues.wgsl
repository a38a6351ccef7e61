// Twin of `poolValues` in src/core/pooling.ts for many sentences at once: one workgroup makes one vector of a class's bag.

struct Params {
  zero: u32,
  dModel: u32,
  center: u32,
  nVectors: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residPost: array<f32>; // [batch, pos, dModel], and maybe more
@group(0) @binding(2) var<storage, read> vectors: array<vec3<u32>>; // [nVectors], (first row, rows, vector of the bag)
@group(0) @binding(3) var<storage, read_write> values: array<f32>; // [vector, dModel]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let k: u32 = groupIndex(group, groups);
  if (k < params.nVectors) {
    let vector: vec3<u32> = vectors[k];
    poolVector(lane, vector.x * params.dModel, vector.z * params.dModel, vector.y);
  }
}
