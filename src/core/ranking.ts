/** NaN counts as least. */
const key = (score: number) => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score);

/** Indices of `scores` from greatest to least; a tie goes to the lower index. NaN counts as least. */
export function rank(scores: ArrayLike<number>): number[] {
  return Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => {
    const x = key(scores[a]!);
    const y = key(scores[b]!);
    return x === y ? a - b : y > x ? 1 : -1;
  });
}

/** Index of the greatest score, the first on a tie. */
export function argmax(scores: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) {
    if (key(scores[i]!) > key(scores[best]!)) best = i;
  }
  return best;
}

/** 0-based rank at which class `truth` stands in `scores`, ties broken as in `rank`. */
export function rankOf(scores: ArrayLike<number>, truth: number): number {
  const s = key(scores[truth]!);
  let above = 0;
  for (let i = 0; i < scores.length; i++) {
    const other = key(scores[i]!);
    if (other > s || (other === s && i < truth)) above++;
  }
  return above;
}

/** The true class stands exactly at rank k (the study's "top_k"): [maxK] shares, for k = 1… */
export function rankKAccuracy(ranks: readonly number[], maxK: number): number[] {
  return Array.from({ length: maxK }, (_, k) => ranks.filter((r) => r === k).length / ranks.length);
}

/** The true class stands within the first k: [maxK] shares, for k = 1… */
export function topKAccuracy(ranks: readonly number[], maxK: number): number[] {
  return Array.from({ length: maxK }, (_, k) => ranks.filter((r) => r <= k).length / ranks.length);
}

/** The first k of `rank(scores)`, all of them where there are fewer. */
export function bestRanked(scores: ArrayLike<number>, k: number): number[] {
  const best: number[] = [];
  const before = (a: number, b: number) => {
    const [x, y] = [key(scores[a]!), key(scores[b]!)];
    return x > y || (x === y && a < b);
  };
  for (let i = 0; i < scores.length; i++) {
    if (best.length === k && !before(i, best[k - 1]!)) continue;
    if (best.length === k) best.pop();
    let at = best.length;
    while (at > 0 && before(i, best[at - 1]!)) at--;
    best.splice(at, 0, i);
  }
  return best;
}
