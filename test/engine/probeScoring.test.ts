import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SentenceScorer } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { probeScoring } from "../../src/engine/probeScoring.ts";
import { medianAndSlowest, probe } from "../../src/engine/selfCheck.ts";
import { timedScorer } from "../../src/engine/timedScorer.ts";
import { madeAtlas } from "../gpu/atlas.ts";
import { heavyTailed } from "../gpu/bags.ts";

const [nLayers, dModel, nPos] = [3, 32, 5];

// A clock of our own.
beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

const activations = (layer: number) => ({ layer, residPost: heavyTailed(nPos * dModel, layer + 1) });

it("the probe's layers are scored, drawn and looked at token by token, once each", async () => {
  const atlas = madeAtlas(4, nLayers, dModel, { bandwidthScale: 1 });
  const scored = probeScoring({ backend: cpuBackend(atlas), atlas, guesses: true }, nPos);
  for (let layer = 0; layer < nLayers; layer++) await scored.add(activations(layer));
  await scored.draw();
  const { how, kernels } = scored.times();
  expect(how).toBe("cpu");
  expect(kernels.map(({ kernel, count }) => [kernel, count])).toEqual([
    ["add", nLayers],
    ["view", nLayers],
    ["tokenTails", nLayers],
  ]);
  scored.dispose();
});

it("a step's times are added up, the shortest is kept, and what it gives is passed on", async () => {
  const takes = [5, 2, 3];
  const scorer = timedScorer({
    view: async () => void vi.advanceTimersByTime(takes.shift()!),
    tokenTails: async () => [7],
  } as unknown as SentenceScorer<unknown>);
  for (let i = 0; i < 3; i++) await scorer.view(i, 0, { name: "full", kind: "full" });
  expect(await scorer.tokenTails(0, { k: 2 })).toEqual([7]);
  expect(scorer.times()).toEqual({
    how: "cpu",
    kernels: [
      { kernel: "view", count: 3, totalNs: 10e6, minNs: 2e6 },
      { kernel: "tokenTails", count: 1, totalNs: 0, minNs: 0 },
    ],
    wallMs: 10,
  });
});

it("a layer's time ends when its values are back, and what is done with it is not the model's", async () => {
  const source = {
    shape: { nCtx: 8, dVocab: 10, dModel },
    tokenize: () => ({ ids: [1, 2, 3, 4, 5] }),
    async *run() {
      for (let layer = 0; layer < nLayers; layer++) {
        vi.advanceTimersByTime(10 * (layer + 1));
        yield activations(layer);
      }
    },
  } as unknown as Parameters<typeof probe<Float32Array>>[0];
  const copied = async (values: Float32Array) => {
    vi.advanceTimersByTime(1);
    return values;
  };
  const probed = await probe(source, copied, async () => void vi.advanceTimersByTime(1000));
  expect(probed.layerMs).toEqual([11, 21, 31]);
  expect(probed.ms).toBe(63);
});

it("the median of an even number of layers lies between two; the slowest is the first of its kind", () => {
  expect(medianAndSlowest([9, 2, 3])).toEqual({ median: 3, slowest: 9, slowestLayer: 0 });
  expect(medianAndSlowest([2, 9, 4, 9])).toEqual({ median: 6.5, slowest: 9, slowestLayer: 1 });
  expect(medianAndSlowest([5])).toEqual({ median: 5, slowest: 5, slowestLayer: 0 });
});
