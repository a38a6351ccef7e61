import { beforeAll, describe, expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { formatBytes } from "../../src/model/bytes.ts";
import { type Checkpoint, openCheckpoint } from "../../src/model/checkpoint.ts";
import { budgetOf, bytesOf, fitOf, type Machine } from "../../src/model/memory.ts";
import { tempFolder } from "../support/folder.ts";
import { tinyConfig, tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

let checkpoint: Checkpoint;
const nLayers = 8;
beforeAll(async () => {
  const config = { ...tinyConfig("gpt2"), n_layer: nLayers };
  const tensors = tinyTensors("gpt2", 1, true, nLayers);
  checkpoint = await openCheckpoint(folderFiles(writeTinyModel(tempFolder(), "gpt2", { config, tensors })));
});

describe("what a model takes", () => {
  it("is counted from its tensors, embedding and layers apart", () => {
    const layer = 4 * (4 * 16 + 16 * 48 + 48 + 16 * 16 + 16 + 16 * 64 + 64 + 64 * 16 + 16);
    const embedding = 4 * (257 + 96) * 16;
    expect(bytesOf(checkpoint)).toEqual({
      layer,
      embedding,
      total: embedding + nLayers * layer,
      layerF32: layer,
      layerHalf: layer - 2 * (16 * 48 + 16 * 16 + 16 * 64 + 64 * 16),
      kept: embedding + nLayers * layer,
      keptHalf: embedding + nLayers * (layer - 2 * (16 * 48 + 16 * 16 + 16 * 64 + 64 * 16)),
    });
  });

  it("fits whole, in turns or not at all", () => {
    const { layerF32, kept, embedding } = bytesOf(checkpoint);
    const fit = (budget: number) => fitOf(checkpoint, "wasm", { budget });
    expect(fit(kept)).toMatchObject({ how: "whole", memoryBytes: kept });
    expect(fit(5 * layerF32)).toMatchObject({ how: "paged", memoryBytes: embedding + 5 * layerF32 });
    expect(fit(5 * layerF32).reason).toContain("3 of its 8 layers stay open");
    expect(fit(2 * layerF32).how).toBe("paged");
    expect(fit(layerF32)).toMatchObject({ how: "no" });
    expect(fit(layerF32).reason).toMatch(/Two of its layers take .* kB, more than the .* kB/);
  });
});

describe("with F16 matrices on the GPU", () => {
  it("takes half of the matrices, and one layer in float32 besides while it is computed", () => {
    const { layerF32, layerHalf, keptHalf, embedding } = bytesOf(checkpoint);
    const fit = (machine: Machine) => fitOf(checkpoint, "webgpu", { ...machine, halfWeights: true });
    expect(fit({})).toMatchObject({ how: "whole", memoryBytes: keptHalf + layerF32 });
    const budget = nLayers * layerHalf;
    expect(fitOf(checkpoint, "webgpu", { budget }).how).toBe("paged");
    expect(fit({ budget }).how).toBe("whole");
    expect(fit({ budget: 5 * layerHalf })).toMatchObject({
      how: "paged",
      memoryBytes: embedding + 5 * layerHalf,
    });
    expect(fit({ budget: layerHalf }).how).toBe("no");
  });

  it("takes on WASM what it always does", () => {
    expect(fitOf(checkpoint, "wasm", { halfWeights: true })).toEqual(fitOf(checkpoint, "wasm", {}));
  });
});

describe("what a machine allows", () => {
  it("is the WASM heap, half of a small machine, or what the person says", () => {
    expect(budgetOf("wasm", { deviceMemory: 8 })).toBe(3.5 * 2 ** 30);
    expect(budgetOf("wasm", {})).toBe(3.5 * 2 ** 30);
    expect(budgetOf("webgpu", {})).toBe(Number.POSITIVE_INFINITY);
    expect(budgetOf("webgpu", { deviceMemory: 2 })).toBe(2 ** 30);
    expect(budgetOf("wasm", { deviceMemory: 2, budget: 123 })).toBe(123);
  });

  it.each([
    [999, "1.0 kB"],
    [12_345, "12 kB"],
    [548_105_171, "548 MB"],
    [999_900_000, "1.0 GB"],
    [3_247_159_078, "3.2 GB"],
  ])("%s bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});
