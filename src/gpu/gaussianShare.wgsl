// Gaussians as multiples of one another. Put in front of a kernel.

const NOTHING: f32 = 128.0; // exp(-128) is 0 in f32

/// exp(-u^2 / 2) of a value at a point, as a share of that of the unit, a value no further from it. By the difference of their
/// distances times the sum: of the squares, at 35 bandwidths, f32 would not keep enough.
fn gaussianShare(point: f32, unit: f32, value: f32, bandwidth: f32) -> f32 {
  let difference: f32 = (unit - value) / bandwidth;
  let sum: f32 = ((point - value) + (point - unit)) / bandwidth;
  return exp(-min(0.5 * difference * sum, NOTHING));
}
