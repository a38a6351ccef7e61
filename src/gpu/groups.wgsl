// Twin of `foldGroups` in src/gpu/groups.ts. Put in front of a kernel whose dispatch may be folded into two dimensions; the last
// row of it has workgroups too many.

fn groupIndex(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return group.y * groups.x + group.x;
}
