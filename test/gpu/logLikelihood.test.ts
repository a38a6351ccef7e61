import { describe, expect, it } from "vitest";
import type { Atlas } from "../../src/core/atlas.ts";
import { type Mode, parseMode } from "../../src/core/options.ts";
import { emptyScores, scoreLayer } from "../../src/core/scoreLayer.ts";
import { destroyTables, uploadModes, uploadTables } from "../../src/gpu/atlasTables.ts";
import { createLogLikelihood, scoresBytes } from "../../src/gpu/logLikelihood.ts";
import { maxRelativeError } from "../support/close.ts";
import { madeAtlas } from "./atlas.ts";
import { BAGS, heavyTailed, SIZES, scaled } from "./bags.ts";
import { computed, gpu, room, uploaded } from "./support.ts";

const kernel = createLogLikelihood(gpu);
const modes = ["full", "tails", "std2"].map((name) => parseMode(name)!);
const nLayers = 2;
const atlas = madeAtlas(120, nLayers, 768, { bandwidthScale: 1 });

/** Scores of every layer, as [mode][class * nLayers + layer]. */
async function onGpu(values: Float32Array, atlas: Atlas, modes: readonly Mode[]) {
  const [tables, modeTables] = [uploadTables(gpu, atlas), uploadModes(gpu, atlas, modes)];
  const bytes = scoresBytes(modes.length, tables.nClasses, atlas.nLayers);
  const output = room(bytes);
  for (let layer = 0; layer < atlas.nLayers; layer++) {
    const input = uploaded(values, 64);
    const encode = (pass: GPUComputePassEncoder) =>
      kernel.encode(pass, input, values.length, layer, tables, modeTables, output);
    await computed(encode, output, bytes);
  }
  const words = new Float32Array(await computed(() => {}, output, bytes));
  destroyTables(tables);
  modeTables.cutoffs.destroy();
  const rows = tables.nClasses * atlas.nLayers;
  return modes.map((_, m) => ({
    logLikelihood: Array.from({ length: rows }, (_, row) => words[2 * (m * rows + row)]!),
    tailCount: Array.from({ length: rows }, (_, row) => words[2 * (m * rows + row) + 1]!),
  }));
}

function twin(values: Float32Array, atlas: Atlas, modes: readonly Mode[]) {
  const scores = emptyScores(atlas, modes);
  for (let layer = 0; layer < atlas.nLayers; layer++) scoreLayer(values, atlas, layer, modes, scores);
  return scores;
}

async function expectTwins(values: Float32Array, of: Atlas, asked: readonly Mode[], rtol: number) {
  const actual = await onGpu(values, of, asked);
  twin(values, of, asked).forEach((expected, m) => {
    expect(actual[m]!.tailCount).toEqual([...expected.tailCount]);
    expect(maxRelativeError(actual[m]!.logLikelihood, expected.logLikelihood).error).toBeLessThan(rtol);
  });
}

describe("logLikelihood", () => {
  it.each(BAGS)("of %s under 120 classes, full, tails and std, agrees with the twin", async (_, values) => {
    await expectTwins(values, atlas, modes, 1e-5);
  });

  it("of one value, of constant values and of one beyond every grid", async () => {
    for (const values of [[0.3], new Array(300).fill(0.25), [1e6], [-1e6, 1e6, 0]]) {
      await expectTwins(Float32Array.from(values), atlas, modes, 1e-5);
    }
  });

  it("counts a value at the cut-off as the rule says", async () => {
    const strictAtlas = madeAtlas(4, nLayers, 768, { tailRule: { rule: "std", k: 1 } });
    for (const of of [atlas, strictAtlas]) {
      const cut = Float32Array.from(of.tailCutoffs.subarray(0, 8));
      const beside = Float32Array.from([...cut, ...cut.map((c) => c * (1 + 2 ** -23))]);
      await expectTwins(beside, of, modes, 1e-5);
    }
  });

  it("keeps to a single mode, in any order of modes", async () => {
    const values = heavyTailed(SIZES.length * 10);
    for (const asked of [["tails"], ["std3", "full"], ["std0.5", "std1", "tails", "full"]]) {
      await expectTwins(
        values,
        atlas,
        asked.map((name) => parseMode(name)!),
        1e-5,
      );
    }
  });

  // The twin multiplies 16 densities before it takes a logarithm: above 1e18 it has no answer to compare with.
  it.each([1e30, 1e-12])("of values and densities on the scale of %d", async (factor) => {
    const far = madeAtlas(3, nLayers, 768, {}, factor);
    await expectTwins(scaled(heavyTailed(700), factor), far, modes, 1e-5);
  });
});
