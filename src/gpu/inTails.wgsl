// Twin of `inTails` in src/core/tails.ts. Put in front of a kernel, behind order.wgsl.

/// `cutoffs`: the orders that a value must be below or above; whether they are in the tails themselves is already in them
/// (`cutoffOrders` in src/gpu/f32Cutoffs.ts). What is not finite is in no tails.
fn inTails(v: f32, cutoffs: vec2<u32>) -> bool {
  let order: u32 = orderOf(v);
  return isFinite(v) && (order < cutoffs.x || order > cutoffs.y);
}
