/** Counts [true][predicted] over `nClasses`. */
export function confusionMatrix(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  nClasses: number,
): number[][] {
  const confusion = Array.from({ length: nClasses }, () => new Array<number>(nClasses).fill(0));
  for (let i = 0; i < truth.length; i++) confusion[truth[i]!]![predicted[i]!]!++;
  return confusion;
}

/** Sums of the columns: how often each class was predicted. */
export function columnSums(confusion: readonly (readonly number[])[]): number[] {
  return confusion.map((_, j) => confusion.reduce((sum, row) => sum + row[j]!, 0));
}

/** Sums of the rows: how often each class was true. */
export function rowSums(confusion: readonly (readonly number[])[]): number[] {
  return confusion.map((row) => row.reduce((a, b) => a + b, 0));
}
