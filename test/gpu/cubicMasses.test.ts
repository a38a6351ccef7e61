import { describe, expect, it } from "vitest";
import { type BinSums, cubicMasses, FRACTION_BITS } from "../../src/core/binSums.ts";
import { seededRandom } from "../../src/core/random.ts";
import { createCubicMasses, massesBytes } from "../../src/gpu/cubicMasses.ts";
import { computed, gpu, room } from "./support.ts";

const kernel = createCubicMasses(gpu);
const ONE = 2 ** FRACTION_BITS;

async function onGpu({ counts, places, squares, cubes }: BinSums): Promise<Float32Array> {
  const bins = counts.length;
  const words = new Uint32Array(bins * 8 + 16).fill(0xffffffff); // rubbish past its end
  for (let i = 0; i < bins; i++) {
    words[i * 8] = counts[i]!;
    for (const [k, sums] of [places, squares, cubes].entries()) {
      words[i * 8 + 1 + 2 * k] = sums[i]! % 2 ** 32;
      words[i * 8 + 2 + 2 * k] = Math.floor(sums[i]! / 2 ** 32);
    }
  }
  const sums = room(words.byteLength);
  gpu.queue.writeBuffer(sums, 0, words);
  const bytes = massesBytes({ count: bins + 1 });
  const masses = room(bytes);
  return new Float32Array(
    await computed((pass) => kernel.encode(pass, sums, { count: bins + 1 }, masses), masses, bytes),
  );
}

/** Sums of bins of `values(bin)` values each, at seeded places. */
function made(bins: number, values: (bin: number) => number): BinSums {
  const random = seededRandom(bins);
  const empty = () => new Float64Array(bins);
  const sums: BinSums = { counts: empty(), places: empty(), squares: empty(), cubes: empty() };
  for (let bin = 0; bin < bins; bin++) {
    const n = values(bin);
    const f = random();
    sums.counts[bin] = n;
    sums.places[bin] = Math.round(n * f * ONE);
    sums.squares[bin] = Math.round(n * f ** 2 * ONE);
    sums.cubes[bin] = Math.round(n * f ** 3 * ONE);
  }
  return sums;
}

/** The greatest error as a share of the values that give to a mass: weights cancel, the values they weigh do not. */
function error(actual: Float32Array, sums: BinSums): number {
  const twin = cubicMasses(sums);
  expect(actual).toHaveLength(twin.length);
  let worst = 0;
  for (let i = 0; i < twin.length; i++) {
    const givers = sums.counts.subarray(Math.max(i - 3, 0), i + 1).reduce((a, b) => a + b, 0);
    worst = Math.max(worst, Math.abs(actual[i]! - twin[i]!) / Math.max(givers, 1));
  }
  return worst;
}

describe("cubicMasses", () => {
  it.each([1, 2, 3, 4, 60, 61, 62, 63, 64, 65, 1000])("of %i bins are the twin's", async (bins) => {
    for (const values of [() => 1, (bin: number) => (bin * 7) % 5, () => 3_000_000_000]) {
      const sums = made(bins, values);
      expect(error(await onGpu(sums), sums)).toBeLessThan(5e-7); // some ten roundings of 6e-8
    }
  });

  it("of values at ends of bins are these ends', and exactly nothing else", async () => {
    const counts = Float64Array.from([3, 0, 0, 0, 5, 1, 7]);
    const none = new Float64Array(7);
    const left = await onGpu({ counts, places: none, squares: none, cubes: none });
    expect([...left]).toEqual([0, 3, 0, 0, 0, 5, 1, 7, 0, 0]);
    const ends = counts.map((n) => n * ONE);
    const right = await onGpu({ counts, places: ends, squares: ends, cubes: ends });
    expect([...right]).toEqual([0, 0, 3, 0, 0, 0, 5, 1, 7, 0]);
  });

  it("of no values are none", async () => {
    expect((await onGpu(made(100, () => 0))).every((m) => m === 0)).toBe(true);
  });
});
