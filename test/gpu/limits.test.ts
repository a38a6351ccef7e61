import { describe, expect, it } from "vitest";
import { pooledClass } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import { type Mode, parseMode } from "../../src/core/options.ts";
import { poolValues } from "../../src/core/pooling.ts";
import type { Backend, SentencePlace } from "../../src/core/seams.ts";
import { tokenTails } from "../../src/core/tokenTails.ts";
import { cpuBackend } from "../../src/engine/cpuBackend.ts";
import { uploadTables } from "../../src/gpu/atlasTables.ts";
import { foldGroups } from "../../src/gpu/groups.ts";
import { createKde } from "../../src/gpu/kde.ts";
import type { GpuLimits } from "../../src/gpu/limits.ts";
import { createMoments, MOMENTS_BYTES } from "../../src/gpu/moments.ts";
import { createPoolValues } from "../../src/gpu/poolValues.ts";
import { createTailMask, readTails, TAIL_COUNT_BYTES } from "../../src/gpu/tailMask.ts";
import { createTokenTails } from "../../src/gpu/tokenTails.ts";
import { createWebgpuBackend } from "../../src/gpu/webgpuBackend.ts";
import { maxRelativeError } from "../support/close.ts";
import { madeAtlas } from "./atlas.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const [nLayers, dModel] = [2, 96];
const modes: Mode[] = ["full", "tails", "std0.1"].map((name) => parseMode(name)!);
const place: SentencePlace = { row: 1, nPos: 7, batchPos: 7 };
const streams = [0, 1].map((layer) => scaled(heavyTailed(2 * 7 * dModel, 30 + layer), 1, 0.3));

/** The same sentence on the GPU within these limits and on its twin. */
function scorers(nClasses: number, limits: GpuLimits, gridPoints = 200) {
  const atlas = madeAtlas(nClasses, nLayers, dModel, { pooling: "all", gridPoints });
  const backend = createWebgpuBackend(gpu, atlas, { dModel }, limits);
  const onGpu = backend.scorer(modes, { everyToken: true });
  const twin = (cpuBackend(atlas) as Backend<Float32Array>).scorer(modes, { everyToken: true });
  const add = () => {
    for (const [layer, residPost] of streams.entries()) {
      onGpu.add({ layer, residPost: { buffer: uploaded(residPost, 512), dModel } }, place);
      twin.add({ layer, residPost }, place);
    }
  };
  return { atlas, onGpu, twin, add, dispose: () => backend.dispose() };
}

const BAG_BYTES = 6 * dModel * 4; // all tokens but BOS
const TOKEN_BYTES = 7 * dModel * 4;

describe("within small limits", () => {
  it.each([
    ["a class a buffer", 9, 4096, 65_535],
    ["three classes a dispatch", 10, 65_536, 3],
    ["all classes in one", 9, 65_536, 65_535],
  ])("%s: scores, views and tokens are the twin's", async (_, nClasses, bindingBytes, maxGroups) => {
    const { atlas, onGpu, twin, add, dispose } = scorers(nClasses, { bindingBytes, maxGroups }, 600);
    expect(BAG_BYTES).toBeLessThanOrEqual(bindingBytes);
    add();
    const scores = await onGpu.scores();
    for (const [m, expected] of (await twin.scores()).entries()) {
      expect(scores[m]!.tailCount).toEqual(expected.tailCount);
      expect(maxRelativeError(scores[m]!.logLikelihood, expected.logLikelihood).error).toBeLessThan(1e-5);
    }
    const leaders = await onGpu.leaders(0, 3);
    expect(leaders.map((l) => l.classIndex)).toEqual((await twin.leaders(0, 3)).map((l) => l.classIndex));
    for (const classIndex of [0, nClasses - 1, pooledClass(atlas)]) {
      const [view, same] = [
        await onGpu.view(1, classIndex, modes[2]!),
        await twin.view(1, classIndex, modes[2]!),
      ];
      expect(view.tails.map(({ dimension, token }) => [dimension, token])).toEqual(
        same.tails.map(({ dimension, token }) => [dimension, token]),
      );
      expect(view.tails.length).toBeGreaterThan(32); // read in two stretches
      expect(Math.min(...view.tails.map(({ token }) => token!))).toBe(1); // position 0 is BOS
      const peak = Math.max(...same.y);
      expect(maxRelativeError(view.y, same.y, (e) => e > 1e-6 * peak).error).toBeLessThan(1e-3); // the twin bins
    }
    expect(await onGpu.tokenTails(0, { k: 2 })).toEqual(await twin.tokenTails(0, { k: 2 }));
    dispose();
  });

  it("an atlas is cut by layers, and a layer only where it must be", () => {
    const atlas = madeAtlas(5, 3, dModel, { gridPoints: 200 });
    const cut = (bindingBytes: number, maxGroups: number) => {
      const tables = uploadTables(gpu, atlas, { bindingBytes, maxGroups });
      return tables.layers.map((ranges) => ranges.map(({ nClasses }) => nClasses));
    };
    expect(cut(4096, 65_535)).toEqual(new Array(3).fill([5])); // three layers would not fit together
    expect(cut(2048, 65_535)).toEqual(new Array(3).fill([2, 2, 1]));
    expect(cut(4096, 4)).toEqual(new Array(3).fill([4, 1]));
    expect(() => cut(512, 65_535)).toThrow("buffers of 512 bytes don't hold the 800 of one density");
  });

  it("a bag that no buffer holds is refused in words", () => {
    const { onGpu, add, dispose } = scorers(2, { bindingBytes: 2048, maxGroups: 65_535 });
    expect(TOKEN_BYTES).toBeGreaterThan(2048);
    let error: unknown;
    try {
      add();
    } catch (thrown) {
      error = thrown;
    }
    expect(failureKind(error)).toBe("no-webgpu");
    expect((error as Error).message).toMatch(
      /buffers of 2048 bytes don't hold the 2304 of the values of layer 0/,
    );
    onGpu.dispose();
    dispose();
  });

  it("more tails than a buffer holds are refused in words, fewer are not", async () => {
    const limits = { bindingBytes: 4096, maxGroups: 65_535 }; // 511 of the bag's 576 values
    const { onGpu, add, atlas, dispose } = scorers(2, limits);
    add();
    atlas.mean.fill(1e6); // by k std of a mean far off, every value is in the tails
    const error = await onGpu.view(0, 0, parseMode("std3")!).catch((thrown: unknown) => thrown);
    expect(failureKind(error)).toBe("no-webgpu");
    expect((error as Error).message).toMatch(/has 576 values in the tails and the GPU's buffers hold 511/);
    expect((await onGpu.view(0, 0, modes[1]!)).count).toBe(576);
    dispose();
  });
});

describe("a dispatch in two dimensions", () => {
  const few = { maxGroups: 5 };

  it("is as long as it may be", () => {
    expect(foldGroups(0, 65_535)).toEqual([0, 1]);
    expect(foldGroups(65_535, 65_535)).toEqual([65_535, 1]);
    expect(foldGroups(65_536, 65_535)).toEqual([65_535, 2]);
    expect(foldGroups(11, 5)).toEqual([5, 3]);
  });

  it.each([320, 321, 641, 1600])("finds the tails among %i values", async (n) => {
    const values = heavyTailed(n, n);
    const [input, output] = [uploaded(values, 1024), room(4 + n * 8)];
    const kernel = createTailMask(gpu, few);
    const cutoffs = { left: -1, right: 1 };
    const encode = (pass: GPUComputePassEncoder) => kernel.encode(pass, input, n, cutoffs, false, output);
    const read = await computed(encode, output, 4 + n * 8);
    const count = new Uint32Array(read)[0]!;
    const found = readTails([read.slice(TAIL_COUNT_BYTES, 4 + 8 * count)], (dimension) => ({ dimension }));
    const all = Array.from(values, (value, dimension) => ({ dimension, value }));
    expect(found).toEqual(all.filter(({ value }) => Math.abs(value) >= 1));
    kernel.destroy();
  });

  it("keeps as many tails as there is room for, and counts them all", async () => {
    const [n, kept] = [300, 7];
    const [input, output] = [uploaded(heavyTailed(n), 1024), room(4 + n * 8)];
    gpu.queue.writeBuffer(output, 0, new Uint32Array(1 + 2 * n).fill(77));
    const kernel = createTailMask(gpu, few);
    const everything = { left: 1, right: 0 };
    const encode = (pass: GPUComputePassEncoder) =>
      kernel.encode(pass, input, n, everything, false, output, kept);
    const words = new Uint32Array(await computed(encode, output, 4 + n * 8));
    expect(words[0]).toBe(n);
    expect([...words.subarray(1, 1 + 2 * kept)]).not.toContain(77);
    expect(new Set(words.subarray(1 + 2 * kept))).toEqual(new Set([77]));
    kernel.destroy();
  });

  it("makes 13 vectors of a bag and counts their tails", async () => {
    const [nPos, width] = [13, 70];
    const tokens = scaled(heavyTailed(nPos * width, 8), 1, 0.2);
    const [pool, count] = [createPoolValues(gpu, few), createTokenTails(gpu, few)];
    const [input, bag, counts] = [uploaded(tokens, 256), room(nPos * width * 4 + 4096), room(nPos * 4 + 256)];
    const options = { pooling: "all", center: true, skipBos: false } as const;
    gpu.queue.writeBuffer(counts, 0, new Uint32Array(nPos + 64).fill(77));
    gpu.queue.writeBuffer(bag, 0, new Float32Array(nPos * width + 1024).fill(77));
    const encode = (pass: GPUComputePassEncoder) => {
      pool.encode(pass, input, { row: 0, nPos, batchPos: nPos }, width, options, bag);
      count.encode(pass, bag, nPos, width, { k: 1 }, counts);
    };
    const words = new Uint32Array(await computed(encode, counts, nPos * 4 + 256));
    const twin = poolValues(tokens, nPos, width, options);
    expect([...words.subarray(0, nPos)]).toEqual(tokenTails(twin, width, { k: 1 }));
    expect(new Set(words.subarray(nPos))).toEqual(new Set([77])); // workgroups too many leave nothing
    const behind = new Float32Array(await computed(() => {}, bag, nPos * width * 4 + 4096));
    expect(new Set(behind.subarray(nPos * width))).toEqual(new Set([77]));
    pool.destroy();
    count.destroy();
  });

  it("gives the density at 1500 points", async () => {
    const values = heavyTailed(50);
    const [moments, kde, folded] = [createMoments(gpu), createKde(gpu), createKde(gpu, few)];
    const [input, middle, y, same] = [uploaded(values), room(MOMENTS_BYTES), room(6000), room(6000)];
    const encode = (pass: GPUComputePassEncoder) => {
      moments.encode(pass, input, 50, 4, middle);
      kde.encode(pass, input, 50, middle, 1500, y);
      folded.encode(pass, input, 50, middle, 1500, same);
    };
    const expected = new Float32Array(await computed(encode, y, 6000));
    expect(new Float32Array(await computed(() => {}, same, 6000))).toEqual(expected);
    expect(expected[1499]).toBeGreaterThan(0);
    for (const kernel of [moments, kde, folded]) kernel.destroy();
  });

  it("is needed from 65,536 workgroups on, and then there", async () => {
    const n = 65_536 * 64; // 2048 tokens of 2048 values
    const values = new Float32Array(n);
    const at = [0, 64, 65_535 * 64 - 1, 65_535 * 64, n - 1];
    for (const i of at) values[i] = 1 + i;
    const [input, output] = [uploaded(values), room(4 + 64 * 8)];
    const kernel = createTailMask(gpu);
    const cutoffs = { left: -1, right: 1 };
    const encode = (pass: GPUComputePassEncoder) => kernel.encode(pass, input, n, cutoffs, false, output, 64);
    const read = await computed(encode, output, 4 + 64 * 8);
    expect(new Uint32Array(read)[0]).toBe(at.length);
    const found = readTails([read.slice(4, 4 + 8 * at.length)], (dimension) => ({ dimension }));
    expect(found).toEqual(at.map((i) => ({ dimension: i, value: Math.fround(1 + i) })));
    kernel.destroy();
  });
});
