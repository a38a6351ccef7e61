import type { Progress } from "../core/api.ts";

/** Reports at most every 100 ms, with the time left from the share done so far. `now` in milliseconds. */
export function progressMeter(
  label: string,
  report: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): (done: number, total: number) => void {
  const start = now();
  let last = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    const time = now();
    if (time - last < 100 && done < total) return;
    last = time;
    const fraction = total > 0 ? done / total : 1;
    const elapsed = (time - start) / 1000;
    const secondsLeft = done > 0 && elapsed > 0.5 ? (elapsed / done) * (total - done) : undefined;
    report(secondsLeft === undefined ? { label, fraction } : { label, fraction, secondsLeft });
  };
}
