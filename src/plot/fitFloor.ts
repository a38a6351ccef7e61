import { type Density, interpolate } from "../core/density.ts";

/** ln(p + ε) of a density: nats. */
export function flooredLog(y: ArrayLike<number>, floor: number): number[] {
  return Array.from(y, (p) => Math.log(p + floor));
}

/** How many of the values stand where the floor outweighs the density. */
export function belowFloor({ grid, y }: Density, values: ArrayLike<number>, floor: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (interpolate(grid, y, values[i]!) < floor) count++;
  return count;
}
