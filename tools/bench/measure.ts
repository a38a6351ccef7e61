/** Milliseconds of several runs: the middle one, what half of them lie between, and the fastest, which noise disturbs least. */
export interface Spread {
  fastest: number;
  median: number;
  low: number;
  high: number;
  n: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { fastest: sorted[0]!, median: at(0.5), low: at(0.25), high: at(0.75), n: sorted.length };
}

/** Median of the quotients of runs that were made side by side. */
export function medianRatio(ours: readonly number[], baseline: readonly number[]): number {
  return spreadOf(ours.map((t, i) => t / baseline[i]!)).median;
}

/** Threads of the run before may still be awake for a while, waiting for work. */
const PAUSE = 15;

async function time(run: () => unknown): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Runs two contestants in turns, each first as often as the other, so that what else the machine does falls on both. */
export async function sideBySide(
  ours: () => unknown,
  baseline: () => unknown,
  rounds: number,
  warmup = 3,
): Promise<{ ours: number[]; baseline: number[] }> {
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let round = -warmup; round < rounds; round++) {
    const turns = [
      ["ours", ours],
      ["baseline", baseline],
    ] as const;
    for (const [name, run] of round % 2 === 0 ? turns : turns.toReversed()) {
      const ms = await time(run);
      if (round >= 0) times[name].push(ms);
    }
  }
  return times;
}

/** Greatest |a - b| as a share of the greatest |b|: that both computed the same. */
export function disagreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    greatest = Math.max(greatest, Math.abs(b[i]!));
  }
  return difference / greatest;
}
