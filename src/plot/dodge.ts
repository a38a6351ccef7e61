/** A row for each mark so that none covers another: the first row whose last mark is `spacing` pixels off. `xs` ascending. */
export function dodge(xs: readonly number[], spacing: number, maxRows: number): number[] {
  const ends = new Array<number>(maxRows).fill(Number.NEGATIVE_INFINITY);
  return xs.map((x) => {
    const free = ends.findIndex((end) => x - end >= spacing);
    const row = free >= 0 ? free : ends.indexOf(Math.min(...ends));
    ends[row] = x;
    return row;
  });
}
