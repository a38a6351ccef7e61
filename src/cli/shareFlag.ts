import { Failure } from "../core/failure.ts";
import { classesOfShare } from "../core/fitShare.ts";

/** Whether a value is written as a share, `3/8`. */
export const isShare = (value: string): boolean => /^\d+\/\d+$/.test(value);

/** The classes that `--classes i/n` asks for: c with c % n = i - 1. @throws Failure("usage") */
export function shareOf(value: string, nClasses: number): number[] {
  const [i, n] = value.split("/").map(Number) as [number, number];
  if (!isShare(value) || !(n >= 1 && n <= nClasses && i >= 1 && i <= n)) {
    throw new Failure(
      "usage",
      `--classes ${value}: I/N is needed, I from 1 to N, N from 1 to the data set's ${nClasses} classes.`,
    );
  }
  return classesOfShare(nClasses, i, n);
}
