// Lanes that count together: here each for itself. teamSubgroups.wgsl is the same where the device has subgroups.
// Only whole numbers go through a team: sums of floats keep their order, so that an input gives the same bits everywhere.
// Every lane of a workgroup must call these.

/// Of all lanes of the team.
fn teamSum(own: u32) -> u32 {
  return own;
}

/// Of the team's lanes before this one.
fn teamBefore(own: u32) -> u32 {
  return 0u;
}

/// True for one lane of the team. `lane`: its number in the workgroup.
fn teamLeads(lane: u32) -> bool {
  return true;
}

/// What the leading lane has.
fn teamShare(leads: u32) -> u32 {
  return leads;
}
