import { Failure } from "./failure.ts";

/** How many values are NaN or infinite. */
export function countNonFinite(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) count++;
  return count;
}

/** @throws Failure("bad-data") where any of the `count` values of a layer is not finite: their numbers would mean nothing */
export function requireFinite(nonFinite: number, count: number, layer: number): void {
  if (nonFinite === 0) return;
  throw new Failure(
    "bad-data",
    `The values of layer ${layer} are not all finite (${nonFinite} of ${count}): they have no density and no scores.`,
  );
}
