import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/core/random.ts";
import type { Leader } from "../../src/core/seams.ts";
import { topK } from "../../src/core/topK.ts";
import { createTopK, leadersBytes, readLeaders } from "../../src/gpu/topK.ts";
import { computed, gpu, uploaded } from "./support.ts";

const kernel = createTopK(gpu);
const N = Number.NaN;
const INF = Number.POSITIVE_INFINITY;

/** The scores of one mode, [class * nLayers + layer]. */
type Scores = Float32Array;

/** `modes` as the scorer lays them out, with rubbish behind. */
async function onGpu(modes: Scores[], mode: number, nLayers: number, layers: number[], k: number) {
  const nClasses = modes[0]!.length / nLayers;
  const scores = uploaded(
    modes.flatMap((scores) => Array.from(scores).flatMap((score) => [score, 7])),
    64,
  );
  const scratch = { layers: uploaded([], layers.length * 4 + 64), orders: uploaded([], nClasses * 4 + 64) };
  const best = uploaded([], leadersBytes(k) + 64);
  const shown = Math.min(k, nClasses);
  const encode = (pass: GPUComputePassEncoder) =>
    kernel.encode(pass, scores, { nClasses, nLayers }, mode, layers, shown, scratch, best);
  return readLeaders(await computed(encode, best, leadersBytes(shown)));
}

/** The twin on sums rounded to f32, as the kernel's are: what differs by less is a tie there. */
function twin(scores: Scores, nLayers: number, layers: number[], k: number): Leader[] {
  const all = topK(scores, nLayers, layers, scores.length / nLayers);
  const sums = new Float32Array(all.length);
  for (const { classIndex, logLikelihood } of all) sums[classIndex] = logLikelihood;
  return topK(sums, 1, [0], k);
}

async function expectTwins(scores: Scores, nLayers: number, layers: number[], k: number) {
  expect(await onGpu([scores], 0, nLayers, layers, k)).toEqual(twin(scores, nLayers, layers, k));
}

/** Log-likelihoods of the size of a layer's: no two sums alike, but near each other. */
function made(nClasses: number, nLayers: number, seed = nClasses): Scores {
  const random = seededRandom(seed);
  return Float32Array.from({ length: nClasses * nLayers }, () => -1500 - 400 * random());
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("topK", () => {
  it.each([2, 3, 15, 16, 17, 63, 64, 65, 120, 255, 256, 257, 511, 512, 513, 1999, 2000])(
    "of %d classes agrees with the twin, sums to their last bit",
    async (nClasses) => {
      for (const k of [1, 3, 16]) await expectTwins(made(nClasses, 3), 3, [0, 1, 2], k);
    },
  );

  it("sums over the layers asked for, and reads no other", async () => {
    const [nClasses, nLayers] = [120, 36];
    const scores = made(nClasses, nLayers);
    for (const layers of [[0], [35], range(5), [3, 17, 30], range(nLayers)]) {
      const others = scores.map((score, row) => (layers.includes(row % nLayers) ? score : N));
      expect(await onGpu([others], 0, nLayers, layers, 10)).toEqual(twin(scores, nLayers, layers, 10));
    }
  });

  it("keeps to its mode", async () => {
    const modes = [made(50, 4, 1), made(50, 4, 2), made(50, 4, 3)];
    for (const mode of [0, 1, 2])
      expect(await onGpu(modes, mode, 4, range(4), 5)).toEqual(twin(modes[mode]!, 4, range(4), 5));
  });

  it("keeps what single f32 additions lose", async () => {
    // 2^24 + 1 is no float: summed plainly, both classes come to 0, and the first would lead.
    await expectTwins(
      Float32Array.of(2 ** 24, 0.5, 0, -(2 ** 24), 2 ** 24, 1, 1, -(2 ** 24)),
      4,
      range(4),
      2,
    );
    const random = seededRandom(8);
    const drifting = Float32Array.from({ length: 20 * 4096 }, (_, i) => (i % 4096 === 0 ? -1e7 : -random()));
    await expectTwins(drifting, 4096, range(4096), 16);
  });

  it("gives ties to the first class, near and far, and takes 0 and -0 for the same", async () => {
    for (const nClasses of [2, 257, 2000]) {
      const equal = new Float32Array(nClasses).fill(-1234.5);
      await expectTwins(equal, 1, [0], 16);
      equal[nClasses - 1] = equal[nClasses >> 1] = -1;
      await expectTwins(equal, 1, [0], 16);
    }
    await expectTwins(Float32Array.of(-0, 0, -0, 0, -1, 1), 1, [0], 6);
    const few = Float32Array.from({ length: 600 }, (_, i) => -(i % 3));
    await expectTwins(few, 1, [0], 16);
  });

  it("of one class, and of fewer classes than k", async () => {
    await expectTwins(made(1, 2), 2, [0, 1], 1);
    await expectTwins(made(1, 2), 2, [0, 1], 16);
    await expectTwins(made(7, 2), 2, [1], 16);
  });

  it("puts what is not finite last, and says so", async () => {
    const scores = made(300, 2);
    for (const [row, odd] of [
      [0, N],
      [7, INF],
      [300, -INF],
      [599, N],
      [511, -N],
    ] as const)
      scores[row] = odd;
    await expectTwins(scores, 2, [0, 1], 16);
    const all = await onGpu([scores], 0, 2, [0, 1], 300);
    expect(all).toEqual(twin(scores, 2, [0, 1], 300));
    expect(all.slice(-5).map(({ classIndex }) => classIndex)).toEqual([0, 3, 150, 255, 299]);
    const none = new Float32Array(260).fill(N);
    expect(await onGpu([none], 0, 1, [0], 3)).toEqual(twin(none, 1, [0], 3));
    const opposed = Float32Array.of(INF, -INF, -5, -6);
    await expectTwins(opposed, 2, [0, 1], 2);
  });

  it.each([1e30, -1e30, 1e-30, -1e-33])("of scores on the scale of %d", async (scale) => {
    const random = seededRandom(5);
    await expectTwins(
      Float32Array.from({ length: 600 }, () => scale * random()),
      2,
      [0, 1],
      16,
    );
  });

  it("of denormals: in order, or all taken for 0", async () => {
    // WGSL leaves it to the GPU whether it keeps them.
    const scores = Float32Array.of(2 ** -149, 3e-40, -1e-42, 0, 2e-40);
    const [kept, flushed] = [twin(scores, 1, [0], 5), twin(new Float32Array(5), 1, [0], 5)];
    expect([kept, flushed]).toContainEqual(await onGpu([scores], 0, 1, [0], 5));
  });

  it("says the same every time", async () => {
    const scores = Float32Array.from(made(2000, 3), (score) => Math.round(score / 10));
    const first = await onGpu([scores], 0, 3, [0, 1, 2], 16);
    for (let again = 0; again < 5; again++) expect(await onGpu([scores], 0, 3, [0, 1, 2], 16)).toEqual(first);
  });
});
