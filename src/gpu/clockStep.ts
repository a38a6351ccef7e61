/** A clock that steps by less counts as fine, ns: GPUs step by 1 to 1024. */
const FINE = 10_000;
/** What rounding to nanoseconds may leave of a difference that is a multiple of the step. */
const SLACK = 1000;
/** What browsers say they round to; for when no step was seen. */
const NOMINAL = 100_000;

/** Finds out how coarse a clock is from the differences of its readings. */
export function createClockStep() {
  let common = 0;
  let differences = 0;
  let zeros = 0;
  return {
    /** A difference of two readings, ns. */
    add(ns: number): void {
      if (ns === 0) zeros++;
      if (ns === 0 || (differences > 0 && common < FINE)) return;
      differences++;
      common = divisor(common, Math.abs(ns));
    },
    /** Its step in ns where the browser keeps it coarse, undefined where it is fine or too little was read to tell. */
    step(): number | undefined {
      if (differences === 0) return zeros > 0 ? NOMINAL : undefined;
      return common >= FINE && differences + zeros > 2 ? common : undefined;
    },
  };
}

/** Greatest common divisor of numbers that were rounded. */
function divisor(a: number, b: number): number {
  while (b > SLACK) {
    const rest = a % b;
    [a, b] = [b, Math.min(rest, b - rest)];
  }
  return a;
}
