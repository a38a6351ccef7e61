import { describe, expect, it } from "vitest";
import { failureKind } from "../../src/core/failure.ts";
import { type Mode, parseMode } from "../../src/core/options.ts";
import type { Leader, SentencePlace } from "../../src/core/seams.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { maxRelativeError } from "../support/close.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { mappedBytes } from "./mappedBytes.ts";
import { gpu, uploaded } from "./support.ts";

const [nClasses, nLayers, dModel] = [30, 3, 96];
const modes: Mode[] = ["full", "tails", "std2"].map((name) => parseMode(name)!);
const place: SentencePlace = { row: 0, nPos: 4, batchPos: 4 };
const atlas = madeAtlas(nClasses, nLayers, dModel, { bandwidthScale: 1 });
const streams = Array.from({ length: nLayers }, (_, layer) =>
  scaled(heavyTailed(4 * dModel, 60 + layer), 1, 0.2),
);

/** One sentence on the GPU and on its twin, layer by layer. */
function sentence(backend: ReturnType<typeof createWebgpuBackend>) {
  const [onGpu, twin] = [backend.scorer(modes), cpuBackend(atlas).scorer(modes)];
  const add = (layer: number) => {
    onGpu.add({ layer, residPost: { buffer: uploaded(streams[layer]!, 256), dModel } }, place);
    twin.add({ layer, residPost: streams[layer]! }, place);
  };
  return { onGpu, twin, add };
}

function expectTwins(actual: Leader[], expected: Leader[]) {
  expect(actual.map(({ classIndex }) => classIndex)).toEqual(expected.map(({ classIndex }) => classIndex));
  const [sums, others] = [actual, expected].map((of) => of.map((leader) => leader.logLikelihood));
  expect(maxRelativeError(sums!, others!).error).toBeLessThan(1e-5); // that of a layer's f32 score
}

describe("the classes that lead", () => {
  it("are the twin's after every layer, whatever the buffers held before, and end at the ranking", async () => {
    const backend = createWebgpuBackend(gpu, atlas, { dModel });
    for (const layers of [
      [0, 1, 2],
      [2, 0],
    ]) {
      const { onGpu, twin, add } = sentence(backend);
      expect(await onGpu.leaders(0, 3)).toEqual([]);
      expect(await twin.leaders(0, 3)).toEqual([]);
      for (const layer of layers) {
        add(layer);
        for (const mode of modes.keys()) {
          for (const k of [1, 3, 10]) expectTwins(await onGpu.leaders(mode, k), await twin.leaders(mode, k));
        }
      }
      const { logLikelihood } = (await onGpu.scores())[1]!;
      const [best] = await onGpu.leaders(1, 1);
      const sums = Array.from({ length: nClasses }, (_, c) =>
        layers.reduce((sum, layer) => sum + logLikelihood[c * nLayers + layer]!, 0),
      );
      expect(sums[best!.classIndex]).toBe(Math.max(...sums));
      expect(await onGpu.leaders(0, 99)).toHaveLength(nClasses);
      onGpu.dispose();
    }
    backend.dispose();
  });

  it("are all that comes back: ten of them in 80 bytes", async () => {
    const backend = createWebgpuBackend(gpu, atlas, { dModel });
    const { onGpu, add } = sentence(backend);
    add(0);
    const { result, bytes } = await mappedBytes(() => onGpu.leaders(1, 10));
    expect(result).toHaveLength(10);
    expect(bytes).toBe(80);
    backend.dispose();
  });

  it("are those of the layers there when they were asked for, side by side in both modes", async () => {
    const backend = createWebgpuBackend(gpu, atlas, { dModel });
    const { onGpu, twin, add } = sentence(backend);
    add(0);
    const early = [onGpu.leaders(0, 5), onGpu.leaders(1, 5)];
    const expected = [await twin.leaders(0, 5), await twin.leaders(1, 5)];
    add(1);
    for (const [mode, leaders] of early.entries()) expectTwins(await leaders, expected[mode]!);
    backend.dispose();
  });

  it("of a closed sentence are refused in words", async () => {
    const backend = createWebgpuBackend(gpu, atlas, { dModel });
    const { onGpu, add } = sentence(backend);
    add(0);
    onGpu.dispose();
    expect(failureKind(await onGpu.leaders(0, 3).catch((error: unknown) => error))).toBe("aborted");
    backend.dispose();
  });
});
