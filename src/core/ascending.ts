/**
 * `values` in ascending order, as float64. Sorted as the integers that their bits are, which takes a third of the time: those of
 * negative numbers run the other way, and are turned round before and after. No NaN.
 */
export function ascending(values: Float32Array): Float64Array<ArrayBuffer> {
  const sorted = values.slice();
  const bits = new Int32Array(sorted.buffer);
  turnNegative(bits);
  bits.sort();
  turnNegative(bits);
  return new Float64Array(sorted);
}

function turnNegative(bits: Int32Array): void {
  for (let i = 0; i < bits.length; i++) bits[i] = bits[i]! ^ ((bits[i]! >> 31) & 0x7fffffff);
}
