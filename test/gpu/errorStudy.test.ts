import { expect, it } from "vitest";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { STUDIED } from "../../tools/bench/gpu/errors/bags.ts";
import { openOurs } from "../../tools/bench/gpu/errors/ours.ts";
import { exactSum } from "../../tools/bench/gpu/errors/sums.ts";
import { openBench } from "../../tools/bench/gpu/openBench.ts";
import { maxRelativeError } from "../support/close.ts";
import { gpu } from "./support.ts";

// The hardest of tools/bench/gpu/errorStudy.ts at a million values; what the whole study shows stands in docs/gpu-errors.md.

const N = 1_000_000;
const HARD = STUDIED.filter(({ name }) => !["normal", "heavy-tailed"].includes(name));

it.each(HARD.map(({ name, make }) => [name, make] as const))(
  "moments keep rtol 1e-4: %s",
  async (_, make) => {
    const values = make(N);
    const bench = openBench(gpu);
    const ours = openOurs(bench);
    const m = moments(values);
    for (const { mean, sampleStd } of [await ours.sentenceMoments(values), await ours.bagMoments(values)]) {
      expect(Math.abs(mean - exactSum(values) / N) / m.std).toBeLessThan(1e-4);
      expect(Math.abs(sampleStd / m.sampleStd - 1)).toBeLessThan(1e-6);
    }
    bench.close();
  },
);

it("a density keeps rtol 1e-5 where most of its terms are alike, so that roundings go one way", async () => {
  const values = STUDIED.find(({ name }) => name.includes("in turns"))!.make(N);
  const bench = openBench(gpu);
  const m = moments(values);
  const grid = linspaceF32(m.min, m.max, 3);
  const exact = kdeExact(values, grid, bandwidth(N, m.sampleStd, 4));
  const y = await openOurs(bench).sentenceKde(values, 4, 3);
  const peak = Math.max(...exact);
  expect(maxRelativeError(y, exact, (e) => e > 1e-9 * peak).error).toBeLessThan(1e-5);
  bench.close();
});
