enable subgroups;
// team.wgsl where the device has subgroups: a team is a subgroup, of any size, however its lanes lie in the workgroup.

fn teamSum(own: u32) -> u32 {
  return subgroupAdd(own);
}

fn teamBefore(own: u32) -> u32 {
  return subgroupExclusiveAdd(own);
}

fn teamLeads(lane: u32) -> bool {
  return subgroupBroadcastFirst(lane) == lane; // subgroupElect, which naga does not know
}

fn teamShare(leads: u32) -> u32 {
  return subgroupBroadcastFirst(leads);
}
