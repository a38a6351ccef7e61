import { Failure } from "../core/failure.ts";

/** Spreads that float32 can divide by and be divided by. */
const [LEAST_SPREAD, GREATEST_SPREAD] = [2 ** -100, 2 ** 126];

/** `derived`: what the GPU made of the values. @throws Failure("no-webgpu") where float32 does not hold their numbers */
export function requireReach(
  what: string,
  { min, max }: { min: number; max: number },
  derived: readonly number[],
): void {
  const spread = max - min;
  const held = spread === 0 || (spread >= LEAST_SPREAD && spread <= GREATEST_SPREAD);
  if (held && derived.every(Number.isFinite)) return;
  throw new Failure(
    "no-webgpu",
    `The values of ${what}, from ${min} to ${max}, are out of reach of the GPU's float32: choose WebAssembly.`,
  );
}
