/** Bytes between two wanted places that are rather read over than asked for anew. */
export const MAX_GAP = 64 * 1024;

/** Bytes [begin, end) of a file. */
export interface Stretch {
  file: string;
  begin: number;
  end: number;
}

/** Stretches in file order, joined to runs where the gaps between them are small: one request each. */
export function joinRuns<T extends Stretch>(stretches: readonly T[]): T[][] {
  const sorted = [...stretches].sort((a, b) =>
    a.file === b.file ? a.begin - b.begin || a.end - b.end : a.file < b.file ? -1 : 1,
  );
  const runs: T[][] = [];
  for (const next of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const gap = last?.file === next.file ? next.begin - last.end : -1;
    if (run && gap >= 0 && gap <= MAX_GAP) run.push(next);
    else runs.push([next]);
  }
  return runs;
}
