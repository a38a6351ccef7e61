import { join } from "node:path";
import { expect, it } from "vitest";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { f16ToF32, f32ToF16 } from "../../src/core/floats.ts";
import { worstLayer } from "../../src/core/probe.ts";
import type { Signal } from "../../src/core/seams.ts";
import { probe } from "../../src/engine/selfCheck.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { tempFolder } from "../support/folder.ts";
import { writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();

/** The same files, F32 tensors given as F16, and what they were beside them, as a cache does on the first visit. */
function rounding(files: ModelFiles, first: boolean): ModelFiles {
  return {
    ...files,
    readTensors: (tensors) =>
      Promise.all(
        tensors.map(async ({ file, begin, end }) => {
          const unrounded = (await files.read(file, { begin, end }))!;
          const values = new Float32Array(unrounded.slice().buffer);
          const bytes = new Uint8Array(f32ToF16(values).buffer as ArrayBuffer);
          return { bytes, dtype: "F16" as const, ...(first && { unrounded }) };
        }),
      ),
  };
}

for (const architecture of ["gpt2", "gpt_neox"] as const) {
  it(`tells what keeping ${architecture} as F16 costs, as two models side by side do`, async () => {
    const files = folderFiles(writeTinyModel(join(root, architecture), architecture));
    const plain = await openBlockSource(files, nodeRuntime());
    const halved = await openBlockSource(rounding(files, true), nodeRuntime());
    await Promise.all([plain.loaded, halved.loaded]);
    const { toArray } = nodeRuntime();
    const [a, b] = [await probe(halved, toArray), await probe(plain, toArray)];
    const { error } = worstLayer(a.layers, b.layers);
    expect(error).toBeGreaterThan(1e-5);
    expect(error).toBeLessThan(1e-2);
    expect(Math.abs(halved.f16Error! / error - 1)).toBeLessThan(1e-3); // the same sums in the same order
    expect([plain.f16Error, plain.dtype, halved.dtype]).toEqual([undefined, "F32", "F16"]);
    const again = await openBlockSource(rounding(files, false), nodeRuntime());
    await again.loaded;
    expect(again.f16Error).toBeUndefined();
    expect((await again.loaded).shape.weightsSha256).toBe((await halved.loaded).shape.weightsSha256);
    for (const source of [plain, halved, again]) await source.release();
  });
}

it("the probe is finite and the same each time", async () => {
  const signal: Signal = { aborted: false };
  const source = await openBlockSource(
    folderFiles(writeTinyModel(join(root, "again"), "gpt2")),
    nodeRuntime(),
  );
  const { toArray } = nodeRuntime();
  const layers: number[] = [];
  const first = await probe(source, toArray, (layer) => layers.push(layer), signal);
  const second = await probe(source, toArray);
  expect([first.finite, layers]).toEqual([true, [0, 1]]);
  expect(worstLayer(first.layers, second.layers)).toEqual({ layer: 0, error: 0 });
  expect(
    worstLayer(
      first.layers.map((v) => v.map((x) => 1.01 * x)),
      first.layers,
    ).error,
  ).toBeCloseTo(0.01, 5);
  first.layers[1]![3] = Number.NaN;
  expect(worstLayer(first.layers, second.layers)).toEqual({ layer: 1, error: Number.POSITIVE_INFINITY });
  await source.release();
  expect(f16ToF32(f32ToF16(Float32Array.of(0.1)))[0]).toBeCloseTo(0.1, 3);
});
