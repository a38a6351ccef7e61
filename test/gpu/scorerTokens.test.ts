import { describe, expect, it } from "vitest";
import { cutoffsOf, pooledClass, ruleOf } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import { type Mode, parseMode } from "../../src/core/options.ts";
import type { Backend, ScorerOptions, SentencePlace } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { maxRelativeError } from "../support/close.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { gpu, uploaded } from "./support.ts";

const [nLayers, dModel] = [2, 96];
const modes: Mode[] = ["full", "tails"].map((name) => parseMode(name)!);
const place: SentencePlace = { row: 1, nPos: 5, batchPos: 7 };
const streams = [0, 1].map((layer) => scaled(heavyTailed(2 * 7 * dModel, 90 + layer), 1, 0.3));

/** The same sentence on the GPU and on its twin. */
function scorers(options: ScorerOptions, pooling: "last" | "all" | "mean") {
  const atlas = madeAtlas(4, nLayers, dModel, { pooling });
  const gpuBackend = createWebgpuBackend(gpu, atlas, { dModel });
  const onGpu = gpuBackend.scorer(modes, options);
  const twin = (cpuBackend(atlas) as Backend<Float32Array>).scorer(modes, options);
  for (const [layer, residPost] of streams.entries()) {
    onGpu.add({ layer, residPost: { buffer: uploaded(residPost, 512), dModel } }, place);
    twin.add({ layer, residPost }, place);
  }
  return { atlas, onGpu, twin, dispose: () => gpuBackend.dispose() };
}

describe("a scorer", () => {
  it.each([
    ["last", undefined],
    ["all", undefined],
    ["mean", undefined],
    ["last", 2],
    ["mean", 0],
    ["all", 4],
  ] as const)("brings back the values that it scored: pooling %s, token %s", async (pooling, token) => {
    const { onGpu, twin, dispose } = scorers(token === undefined ? {} : { token }, pooling);
    const [scores, expected] = [await onGpu.scores(), await twin.scores()];
    for (const [m, { logLikelihood, tailCount }] of expected.entries()) {
      expect(scores[m]!.tailCount).toEqual(tailCount);
      expect(maxRelativeError(scores[m]!.logLikelihood, logLikelihood).error).toBeLessThan(1e-5);
    }
    for (const layer of [0, 1]) {
      const [values, same] = [await onGpu.values(layer), await twin.values(layer)];
      expect(values).toHaveLength(same.length);
      values.forEach((v, i) => {
        expect(Math.abs(v - same[i]!)).toBeLessThan(1e-6 * Math.max(1, Math.abs(same[i]!)));
      });
    }
    dispose();
  });

  it.each([{}, { token: 1 }])("counts the tails of every token, whichever is scored: %o", async (chosen) => {
    const { atlas, onGpu, twin, dispose } = scorers({ ...chosen, everyToken: true }, "last");
    for (const layer of [1, 0]) {
      for (const classIndex of [0, 3, pooledClass(atlas)]) {
        const by = { cutoffs: cutoffsOf(atlas, classIndex, layer), rule: ruleOf(atlas) };
        const counts = await onGpu.tokenTails(layer, by);
        expect(counts).toEqual(await twin.tokenTails(layer, by));
        expect(counts).toHaveLength(place.nPos);
      }
      const set = { cutoffs: { left: -1, right: 2 }, rule: { rule: "fixed", left: -1, right: 2 } } as const;
      const counts = await onGpu.tokenTails(layer, set);
      expect(counts).toEqual(await twin.tokenTails(layer, set));
      expect(Math.min(...counts)).toBeGreaterThan(3);
      expect(await onGpu.tokenTails(layer, { k: 2 })).toEqual(await twin.tokenTails(layer, { k: 2 }));
    }
    dispose();
  });

  it("that keeps no tokens, or was closed, says so", async () => {
    const { onGpu, twin, dispose } = scorers({}, "last");
    for (const scorer of [onGpu, twin]) {
      await expect(scorer.tokenTails(0, { k: 2 })).rejects.toThrow("tokens were not kept");
      scorer.dispose();
      for (const ask of [scorer.values(0), scorer.tokenTails(0, { k: 2 })])
        expect(failureKind(await ask.catch((error: unknown) => error))).toBe("aborted");
    }
    dispose();
  });
});
