import { seededRandom, shuffledIndices } from "../../../../src/core/random.ts";
import { normalBag } from "../../../../test/support/normal.ts";
import { heavyTailed } from "../../values.ts";

/** Bags that sums in float32 find hard, and two that they find easy. `make` gives n values. */
export const STUDIED: readonly { name: string; make(n: number): Float32Array }[] = [
  { name: "normal", make: (n) => normalBag(n, 11) },
  { name: "heavy-tailed", make: (n) => heavyTailed(n, 12) },
  { name: "mean 1000, std 1", make: (n) => normalBag(n, 13, 1000, 1) },
  { name: "normal, ± 1e6 in turns", make: (n) => normalBag(n, 14).map((v, i) => v + (i % 2 ? -1e6 : 1e6)) },
  { name: "± up to 1e6, shuffled", make: cancelling },
  { name: "normal × 1e30", make: (n) => normalBag(n, 15, 0, 1e30) },
];

/** Pairs of a great value and its negative, but for a normal one, in no order: their sum is that of the normal ones. */
function cancelling(n: number): Float32Array {
  const random = seededRandom(16);
  const values = normalBag(n, 17);
  for (let i = 0; i + 1 < n; i += 2) {
    const great = Math.fround(1e6 * random());
    values[i] = values[i]! + great;
    values[i + 1] = -great;
  }
  return Float32Array.from(shuffledIndices(n, random), (i) => values[i]!);
}
