// Twin of `poolValues` in src/core/pooling.ts: one workgroup makes one vector of a sentence's bag.

struct Params {
  zero: u32,
  dModel: u32,
  firstRow: u32, // of [batch * pos, dModel]
  rowsPerVector: u32,
  center: u32,
  nVectors: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residPost: array<f32>; // [batch, pos, dModel], and maybe more
@group(0) @binding(2) var<storage, read_write> values: array<f32>; // [vector, dModel]

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) lane: u32,
) {
  let vector: u32 = groupIndex(group, groups);
  if (vector < params.nVectors) {
    let start: u32 = (params.firstRow + vector) * params.dModel;
    poolVector(lane, start, vector * params.dModel, params.rowsPerVector);
  }
}
