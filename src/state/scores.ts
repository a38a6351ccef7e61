import type { ModeRanking } from "../core/api.ts";

/** A class, subject or attribute and how far it lies behind the best of them. */
export interface Standing {
  path: readonly string[];
  /** Log-likelihood minus that of the best one, nats; 0 for the best itself. */
  gap: number;
  /** Of a class: its index in the atlas. */
  index?: number;
}

/** The `n` best classes, best first. */
export function bestClasses(classes: readonly string[][], mode: ModeRanking, n: number): Standing[] {
  const best = mode.logLikelihood[mode.ranking[0] ?? 0] ?? 0;
  return mode.ranking.slice(0, n).map((index) => ({
    path: classes[index] ?? [],
    gap: (mode.logLikelihood[index] ?? best) - best,
    index,
  }));
}

/** Each category of a level (0 subject, 1 attribute) at the score of its best class, in the data's own order. */
export function levelStandings(classes: readonly string[][], mode: ModeRanking, level: number): Standing[] {
  const best = new Map<string, number>();
  for (const [index, path] of classes.entries()) {
    const label = path[level];
    if (label === undefined) continue;
    best.set(label, Math.max(best.get(label) ?? -Infinity, mode.logLikelihood[index] ?? -Infinity));
  }
  const top = Math.max(...best.values());
  return [...best].map(([label, score]) => ({ path: [label], gap: score - top }));
}
