import { describe, expect, it, vi } from "vitest";
import type { Atlas, Recipe } from "../../src/core/atlas.ts";
import { failureKind } from "../../src/core/failure.ts";
import { type FitOptions, PUBLISHED } from "../../src/core/options.ts";
import type { ActivationSource } from "../../src/core/seams.ts";
import { fit } from "../../src/engine/fit.ts";
import { createGpuFit, type FitLimits } from "../../src/gpu/gpuFit.ts";
import type { GpuResidual } from "../../src/gpu/scorer.ts";
import { maxRelativeError } from "../support/close.ts";
import { heavyTailed, scaled } from "./bags.ts";
import { mappedBytes } from "./mappedBytes.ts";
import { gpu, uploaded } from "./support.ts";

const [nLayers, dModel] = [2, 48];
const classes = Array.from({ length: 3 }, (_, c) => ({
  path: [`class ${c}`],
  sentences: Array.from({ length: 9 }, (_, s) => "x ".repeat(1 + ((s * 7 + c) % 5)) + s),
}));
const train = { name: "made up", sha256: "", classes } as unknown as Parameters<typeof fit>[1];
type Spoil = (stream: Float32Array, layer: number) => void;

function recipeOf(options: Partial<FitOptions> = {}): Recipe {
  return {
    format: "tailscope-atlas",
    version: 1,
    model: { id: "made up", architecture: "gpt2", nLayers, dModel, weightsSha256: "" },
    data: { name: "made up", sha256: "", nTrain: 27, nTest: 0, split: "none" },
    options: { ...PUBLISHED, bandwidthScale: 1, gridPoints: 400, dropLastWord: false, ...options },
    classes: classes.map(({ path }) => path),
  };
}

/** A model that is no more than seeded noise of its tokens; a token is a character. */
function source(spoil: Spoil = () => {}): ActivationSource<Float32Array> {
  return {
    shape: { id: "made up", nLayers, dModel, nCtx: 64 } as ActivationSource<Float32Array>["shape"],
    tokenize: (text) => ({ ids: [0, ...text].map((c) => String(c).charCodeAt(0)), texts: [], cut: 0 }),
    async *run(batch) {
      const batchPos = Math.max(...batch.map(({ length }) => length));
      for (let layer = 0; layer < nLayers; layer++) {
        const residPost = new Float32Array(batch.length * batchPos * dModel).fill(777);
        batch.forEach((ids, row) => {
          ids.forEach((id, pos) => {
            const seed = 1 + layer + 10 * pos + 1000 * id;
            residPost.set(scaled(heavyTailed(dModel, seed), 3, 0.2), (row * batchPos + pos) * dModel);
          });
        });
        spoil(residPost, layer);
        yield { layer, residPost };
      }
    },
  };
}

/** The same, its residual streams on the GPU and gone once the next layer is asked for. */
function onGpu(cpu: ActivationSource<Float32Array>): ActivationSource<GpuResidual> {
  return {
    shape: cpu.shape,
    tokenize: cpu.tokenize,
    async *run(batch, signal) {
      for await (const { layer, residPost } of cpu.run(batch, signal)) {
        const buffer = uploaded(residPost, 4096);
        yield { layer, residPost: { buffer, dModel } };
        buffer.destroy();
      }
    },
  };
}

async function fitOnGpu(recipe: Recipe, spoil?: Spoil, limits?: FitLimits, control = {}) {
  const fitter = createGpuFit(gpu, recipe, limits);
  try {
    return await fit(onGpu(source(spoil)), train, recipe, {
      batchSize: 4,
      openBag: fitter.openBag,
      ...control,
    });
  } finally {
    fitter.dispose();
  }
}

async function expectTwin(recipe: Recipe, limits?: FitLimits) {
  const actual = await fitOnGpu(recipe, undefined, limits);
  const twin = await fit(source(), train, recipe, { batchSize: 4 });
  const { gridMin, gridMax, count } = twin;
  expect(maxRelativeError(actual.gridMin, gridMin).error).toBeLessThan(1e-5);
  expect(maxRelativeError(actual.gridMax, gridMax).error).toBeLessThan(1e-5);
  expect(actual.count).toEqual(count);
  expect(maxRelativeError(actual.std, twin.std).error).toBeLessThan(1e-5);
  const peak = Math.max(...twin.density);
  // the same bins and weights: what is left are the last bits of values pooled in f32, which weigh the more the further out
  expect(maxRelativeError(actual.density, twin.density, (e) => e > 1e-6 * peak).error).toBeLessThan(1e-4);
  expect(cutoffPoints(actual)).toEqual(cutoffPoints(twin));
  expect(cutoffPoints(twin).some((i) => i > 0 && i < recipe.options.gridPoints - 1)).toBe(true);
}

/** Which points of their grids the cut-offs are. */
function cutoffPoints({ tailCutoffs, gridMin, gridMax, recipe }: Atlas): number[] {
  const rows = recipe.classes.length * nLayers;
  return Array.from(tailCutoffs.subarray(0, 2 * rows), (cutoff, i) => {
    const [min, max] = [gridMin[i >> 1]!, gridMax[i >> 1]!];
    return Math.round(((cutoff - min) / (max - min)) * (recipe.options.gridPoints - 1));
  });
}

describe("a fit on the GPU", () => {
  it.each(["last", "all", "mean"] as const)("is that of the CPU: pooling %s", async (pooling) => {
    await expectTwin(recipeOf({ pooling }));
    await expectTwin(recipeOf({ pooling, center: false, tailRule: { rule: "relative" } }));
  });

  it.each([20, 33])("in parts of %i vectors, in dispatches of few workgroups", async (vectors) => {
    await expectTwin(recipeOf({ pooling: "all" }), { partBytes: vectors * dModel * 4, maxGroups: 3 });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -Infinity])("says where values are %s", async (value) => {
    const spoil: Spoil = (stream, layer) => {
      if (layer === 1) stream.fill(value);
    };
    const error = await fitOnGpu(recipeOf(), spoil).catch((e: unknown) => e);
    expect(failureKind(error)).toBe("bad-data");
    expect((error as Error).message).toMatch(/"class 0" at layer 1 are not all finite/);
  });

  it("says where values are all the same", async () => {
    const error = await fitOnGpu(recipeOf(), (stream) => stream.fill(3)).catch((e: unknown) => e);
    expect((error as Error).message).toBe(
      'All 432 values of "class 0" at layer 0 are 0: with no spread there is no bandwidth, hence no density.',
    );
  });

  it.each([
    ["denormal", 1e-42],
    ["too large to add up", 3e37],
  ])("leaves %s values to the CPU, and says so", async (_, factor) => {
    const spoil: Spoil = (stream) =>
      stream.forEach((v, i) => {
        stream[i] = Math.sign(v) * (i % 7) * factor;
      });
    const error = await fitOnGpu(recipeOf({ center: false }), spoil).catch((e: unknown) => e);
    expect(["no-webgpu", "bad-data"]).toContain(failureKind(error));
  });

  it("goes on by copying back where the GPU refuses, and says so", async () => {
    const cpu = source();
    const kept = new Map<GPUBuffer, Float32Array>();
    const gpuSource: ActivationSource<GpuResidual> = {
      ...onGpu(cpu),
      async *run(batch, signal) {
        for await (const { layer, residPost } of cpu.run(batch, signal)) {
          const buffer = uploaded(residPost);
          kept.set(buffer, residPost);
          yield { layer, residPost: { buffer, dModel } };
        }
      },
    };
    const recipe = recipeOf();
    const fitter = createGpuFit(gpu, recipe, { partBytes: 4, maxGroups: 3 });
    const refused = vi.fn();
    const fractions: number[] = [];
    const atlas = await fit(gpuSource, train, recipe, {
      batchSize: 4,
      openBag: fitter.openBag,
      toArray: async ({ buffer }) => kept.get(buffer)!,
      onRefused: refused,
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    fitter.dispose();
    expect(refused).toHaveBeenCalledExactlyOnceWith("The GPU's buffers of 4 bytes hold no vector of 48.");
    expect(atlas.density).toEqual((await fit(cpu, train, recipe, { batchSize: 4 })).density);
    expect(Math.max(...fractions)).toBe(1);
  });

  it("reads back no more than sums, grids and few of their points anew", async () => {
    const { bytes } = await mappedBytes(() => fitOnGpu(recipeOf({ pooling: "all" })));
    const [sums, grids] = [32 * (16 + 16), recipeOf().options.gridPoints * 8];
    const anew = bytes - classes.length * nLayers * (sums + grids);
    expect(anew % 8).toBe(0);
    expect(anew).toBeGreaterThanOrEqual(0);
    expect(anew).toBeLessThanOrEqual(classes.length * nLayers * 2 * 11 * 8); // two cut-offs, some points about each
  });
});
