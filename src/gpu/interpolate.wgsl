// Twin of `interpolate` in src/core/density.ts on an evenly spaced grid. Put in front of a kernel that has `density`.

/// Density at a value, beyond the grid that of its end. `grid`: (its least value, points a value unit); `table`: where its
/// `points`, two or more, begin in `density`. Whatever the value, nothing beside them is read.
fn interpolate(value: f32, grid: vec2<f32>, table: u32, points: u32) -> f32 {
  let last: u32 = points - 1u;
  let x: f32 = clamp((value - grid.x) * grid.y, 0.0, f32(last));
  let k: u32 = min(u32(x), last - 1u);
  return mix(density[table + k], density[table + k + 1u], x - f32(k));
}
