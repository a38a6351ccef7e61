/** Greatest |a - b| / |b| over the places that count, with where it was found. */
export function maxRelativeError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  counts: (expected: number) => boolean = () => true,
): { error: number; at: number } {
  if (actual.length !== expected.length)
    throw new Error(`${actual.length} values against ${expected.length}`);
  let error = 0;
  let at = -1;
  for (let i = 0; i < expected.length; i++) {
    const e = expected[i]!;
    if (!counts(e) || Object.is(actual[i], e)) continue;
    const r = Math.abs(actual[i]! - e) / Math.abs(e);
    if (!(r <= error)) {
      error = Number.isNaN(r) ? Number.POSITIVE_INFINITY : r;
      at = i;
    }
  }
  return { error, at };
}
