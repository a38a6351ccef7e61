import { columnSums, rowSums } from "./confusion.ts";

type Counts = readonly (readonly number[])[];

/** Classes by how often they are predicted, most first; ties stay in the data's order. */
export function bySink(confusion: Counts): number[] {
  const sums = columnSums(confusion);
  return sums.map((_, i) => i).sort((a, b) => sums[b]! - sums[a]! || a - b);
}

/**
 * Classes so that those mistaken for each other meet: average linkage over how great a share of each is taken for the other
 * (the mean of both directions), each join turned so that its nearest ends touch. Clusters that share nothing stand by size,
 * then in the data's order; so do classes that nothing is mistaken for.
 */
export function byCluster(confusion: Counts): number[] {
  const n = confusion.length;
  const near = mutualShares(confusion);
  const between = near.map((row) => row.slice());
  const clusters: (number[] | undefined)[] = confusion.map((_, i) => [i]);
  for (;;) {
    const pair = nearestPair(between, clusters);
    if (pair === undefined) break;
    const [a, b] = pair;
    const [one, other] = [clusters[a]!, clusters[b]!];
    for (let c = 0; c < n; c++) {
      const mean =
        (one.length * between[a]![c]! + other.length * between[b]![c]!) / (one.length + other.length);
      between[a]![c] = mean;
      between[c]![a] = mean;
    }
    clusters[a] = join(one, other, near);
    clusters[b] = undefined;
  }
  return clusters
    .filter((cluster) => cluster !== undefined)
    .map((cluster) => ({ cluster, first: Math.min(...cluster) }))
    .sort((a, b) => b.cluster.length - a.cluster.length || a.first - b.first)
    .flatMap(({ cluster }) => cluster);
}

/** Rows and columns in another order: `order[place]` is the class that stands there. */
export function reorder<T extends { labels: readonly string[]; confusion: Counts }>(
  matrix: T,
  order: readonly number[],
): T & { labels: string[]; confusion: number[][] } {
  return {
    ...matrix,
    labels: order.map((i) => matrix.labels[i]!),
    confusion: order.map((i) => order.map((j) => matrix.confusion[i]![j]!)),
  };
}

/** The sum of matrices of one size: what an order rests on where several are on show. */
export function sumOf(matrices: readonly Counts[]): number[][] {
  const [first, ...rest] = matrices;
  return (first ?? []).map((row, i) =>
    row.map((count, j) => rest.reduce((sum, matrix) => sum + matrix[i]![j]!, count)),
  );
}

/** [class][class] mean of the share of each that is taken for the other; 0 on the diagonal. */
function mutualShares(confusion: Counts): number[][] {
  const totals = rowSums(confusion);
  const share = (i: number, j: number) => (totals[i]! > 0 ? confusion[i]![j]! / totals[i]! : 0);
  return confusion.map((row, i) => row.map((_, j) => (i === j ? 0 : (share(i, j) + share(j, i)) / 2)));
}

/** The two clusters that share most, the first of them on a tie; undefined where none share anything. */
function nearestPair(
  between: readonly (readonly number[])[],
  clusters: readonly (readonly number[] | undefined)[],
): [number, number] | undefined {
  let best = 1e-12; // what rounding leaves of nothing
  let pair: [number, number] | undefined;
  for (let a = 0; a < clusters.length; a++) {
    if (clusters[a] === undefined) continue;
    for (let b = a + 1; b < clusters.length; b++) {
      if (clusters[b] === undefined || between[a]![b]! <= best) continue;
      best = between[a]![b]!;
      pair = [a, b];
    }
  }
  return pair;
}

/** One cluster after the other, each turned so that the ends that meet are the nearest of the four choices. */
function join(one: readonly number[], other: readonly number[], near: readonly (readonly number[])[]) {
  const choices = [one, [...one].reverse()].flatMap((first) =>
    [other, [...other].reverse()].map((second) => ({
      joined: [...first, ...second],
      touch: near[first.at(-1)!]![second[0]!]!,
    })),
  );
  return choices.reduce((best, next) => (next.touch > best.touch ? next : best)).joined;
}
