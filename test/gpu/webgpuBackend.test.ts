import { describe, expect, it, vi } from "vitest";
import { type Atlas, cutoffsOf, pooledClass, ruleOf } from "../../src/core/atlas.ts";
import { bandwidth } from "../../src/core/bandwidth.ts";
import { failureKind } from "../../src/core/failure.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { kdeExact } from "../../src/core/kde.ts";
import { moments } from "../../src/core/moments.ts";
import { type Mode, parseMode } from "../../src/core/options.ts";
import { poolValues } from "../../src/core/pooling.ts";
import { emptyScores, scoreLayer } from "../../src/core/scoreLayer.ts";
import type { LayerView, SentencePlace } from "../../src/core/seams.ts";
import { inTails } from "../../src/core/tails.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { maxRelativeError } from "../support/close.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { gpu, uploaded } from "./support.ts";

const [nLayers, dModel] = [3, 96];
const modes = ["full", "tails", "std2"].map((name) => parseMode(name)!);
const place: SentencePlace = { row: 1, nPos: 5, batchPos: 6 };

/** residPost of every layer for a batch of two. */
const residPost = Array.from({ length: nLayers }, (_, layer) =>
  scaled(heavyTailed(2 * place.batchPos * dModel, 50 + layer), 1, 0.2),
);

function bag(atlas: Atlas, layer: number): Float32Array {
  const { pooling, center, prependBos } = atlas.recipe.options;
  const start = place.row * place.batchPos * dModel;
  const sentence = residPost[layer]!.subarray(start, start + place.nPos * dModel);
  return poolValues(sentence, place.nPos, dModel, { pooling, center, skipBos: prependBos });
}

function open(atlas: Atlas) {
  const backend = createWebgpuBackend(gpu, atlas, { dModel });
  const add = (scorer: ReturnType<typeof backend.scorer>, layer: number) => {
    const buffer = uploaded(residPost[layer]!, 1024);
    scorer.add({ layer, residPost: { buffer, dModel } }, place);
    buffer.destroy(); // as the source does
  };
  return { backend, add };
}

function expectView(view: LayerView, atlas: Atlas, layer: number, classIndex: number, mode: Mode) {
  const values = bag(atlas, layer);
  const m = moments(values);
  const k = mode.kind === "std" ? mode.k : undefined;
  const cutoffs = cutoffsOf(atlas, classIndex, layer, k);
  const h = bandwidth(m.count, m.sampleStd, atlas.recipe.options.bandwidthScale);
  const tails = Array.from(values, (value, i) => ({
    dimension: i % dModel,
    ...(values.length > dModel && { token: 1 + Math.floor(i / dModel) }), // position 0 is BOS
    value,
  })).filter((t) => inTails(t.value, cutoffs, ruleOf(atlas, k)));
  const y = kdeExact(values, linspaceF32(m.min, m.max, atlas.recipe.options.gridPoints), h);
  expect(view).toEqual({
    layer,
    mean: view.mean, // compared below
    std: view.std,
    gridMin: m.min,
    gridMax: m.max,
    y: expect.any(Float32Array),
    bandwidth: expect.any(Number),
    cutoffs,
    tails,
    count: values.length,
  });
  expect(maxRelativeError([view.bandwidth, view.std], [h, m.std]).error).toBeLessThan(1e-6);
  expect(Math.abs(view.mean - m.mean) / m.std).toBeLessThan(1e-6); // a centred mean is nothing but rounding
  expect(maxRelativeError(view.y, y, (e) => e > 1e-9).error).toBeLessThan(1e-4);
}

describe("webgpuBackend", () => {
  it.each(["last", "all"] as const)("scores and shows a sentence as the twin does: %s", async (pooling) => {
    const atlas = madeAtlas(5, nLayers, dModel, { pooling, bandwidthScale: 1 });
    const { backend, add } = open(atlas);
    for (let sentence = 0; sentence < 2; sentence++) {
      const scorer = backend.scorer(modes); // the second one finds used buffers
      const expected = emptyScores(atlas, modes);
      for (const layer of [2, 0]) {
        add(scorer, layer);
        scoreLayer(bag(atlas, layer), atlas, layer, modes, expected);
        const scores = await scorer.scores(); // layers that were not added stay 0
        for (const [m, { logLikelihood, tailCount }] of expected.entries()) {
          expect(scores[m]!.tailCount).toEqual(tailCount);
          expect(maxRelativeError(scores[m]!.logLikelihood, logLikelihood).error).toBeLessThan(1e-5);
        }
      }
      for (const classIndex of [0, 4, pooledClass(atlas)]) {
        for (const mode of modes) {
          expectView(await scorer.view(2, classIndex, mode), atlas, 2, classIndex, mode);
        }
      }
      scorer.dispose();
    }
    backend.dispose();
  });

  it("allocates nothing for a second sentence", async () => {
    const { backend, add } = open(madeAtlas(5, nLayers, dModel));
    const create = vi.spyOn(gpu, "createBuffer");
    const allocated: number[] = [];
    for (let sentence = 0; sentence < 2; sentence++) {
      const scorer = backend.scorer(modes);
      for (let layer = 0; layer < nLayers; layer++) add(scorer, layer);
      await scorer.scores();
      await scorer.view(0, 0, modes[1]!);
      scorer.dispose();
      allocated.push(create.mock.calls.filter(([{ label }]) => label !== "test").length);
    }
    create.mockRestore();
    expect(allocated[0]).toBeGreaterThan(0);
    expect(allocated[1]).toBe(allocated[0]);
    backend.dispose();
  });

  it("keeps sentences apart that are scored at the same time", async () => {
    const atlas = madeAtlas(5, nLayers, dModel);
    const { backend, add } = open(atlas);
    const scorers = [0, 1, 2].map((layer) => {
      const scorer = backend.scorer(modes);
      add(scorer, layer);
      return scorer;
    });
    const views = await Promise.all(scorers.map((scorer, layer) => scorer.view(layer, layer, modes[1]!)));
    for (const [layer, view] of views.entries()) expectView(view, atlas, layer, layer, modes[1]!);
    backend.dispose();
  });

  it("shows a constant vector as zeros", async () => {
    const backend = createWebgpuBackend(gpu, madeAtlas(2, 1, dModel), { dModel });
    const scorer = backend.scorer(modes);
    const buffer = uploaded(new Float32Array(dModel).fill(3));
    scorer.add({ layer: 0, residPost: { buffer, dModel } }, { row: 0, nPos: 1, batchPos: 1 });
    const view = await scorer.view(0, 0, modes[0]!);
    expect([view.gridMin, view.gridMax, view.bandwidth]).toEqual([0, 0, 0]);
    expect(view.y).toEqual(new Float32Array(1000));
    backend.dispose();
  });

  it("answers what was asked before a sentence was closed", async () => {
    const { backend, add } = open(madeAtlas(2, nLayers, dModel));
    const scorer = backend.scorer(modes);
    add(scorer, 0);
    const before = await scorer.scores();
    const pending = scorer.scores();
    scorer.dispose();
    expect(await pending).toEqual(before);
    backend.dispose();
  });

  it("tells in words that a sentence was closed", async () => {
    const { backend, add } = open(madeAtlas(2, nLayers, dModel));
    const scorer = backend.scorer(modes);
    add(scorer, 0);
    scorer.dispose();
    expect(failureKind(await scorer.scores().catch((error: unknown) => error))).toBe("aborted");
    const late = backend.scorer(modes);
    add(late, 0);
    const pending = late.scores().catch((error: unknown) => error);
    backend.dispose();
    expect(failureKind(await pending)).toBe("aborted");
  });

  it("tells in words what the GPU refused", async () => {
    const backend = createWebgpuBackend(gpu, madeAtlas(2, nLayers, dModel), { dModel });
    const scorer = backend.scorer(modes);
    const buffer = gpu.createBuffer({ size: 4096, usage: GPUBufferUsage.COPY_SRC }); // not to be bound
    scorer.add({ layer: 0, residPost: { buffer, dModel } }, place);
    expect(failureKind(await scorer.scores().catch((error: unknown) => error))).toBe("no-webgpu");
    backend.dispose();
  });

  it("tells in words that the device is gone", async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter!.requestDevice();
    const backend = createWebgpuBackend(device, madeAtlas(2, nLayers, dModel), { dModel });
    const scorer = backend.scorer(modes);
    device.destroy();
    const buffer = device.createBuffer({ size: 65536, usage: GPUBufferUsage.STORAGE });
    scorer.add({ layer: 0, residPost: { buffer, dModel } }, place);
    expect(failureKind(await scorer.scores().catch((error: unknown) => error))).toBe("device-lost");
  });
});
