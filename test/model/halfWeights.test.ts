import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { f16ToF32, f32ToF16 } from "../../src/core/floats.ts";
import { worstLayer } from "../../src/core/probe.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { probe } from "../../src/engine/selfCheck.ts";
import { encodeBlock } from "../../src/model/blockSessions.ts";
import { type BlockSource, openBlockSource } from "../../src/model/blockSource.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { parseConfig } from "../../src/model/config.ts";
import { packHalf } from "../../src/model/halfWeights.ts";
import { bytesOf } from "../../src/model/memory.ts";
import type { OpenOptions } from "../../src/model/modelSource.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { placeWeights } from "../../src/model/weightLayout.ts";
import { tempFolder } from "../support/folder.ts";
import { roundedMatrices } from "../support/halfTensors.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { normalRandom } from "../support/normal.ts";
import { bf16Bits, f16Bits, halfSafetensors } from "../support/rawSafetensors.ts";
import { type TinyArchitecture, tinyConfig, tinyTensors } from "../support/tinyModel.ts";

const { toArray } = nodeRuntime();
const folder = tempFolder();

async function opened(
  architecture: TinyArchitecture,
  weights: Uint8Array,
  options: OpenOptions = {},
): Promise<BlockSource<Float32Array>> {
  const source = await openBlockSource(memoryFiles(architecture, weights), nodeRuntime(), options);
  await source.loaded;
  return source;
}

/** The probe's residual streams, [layer], of weights kept as F16 and of `others` kept as float32. */
async function both(architecture: TinyArchitecture, weights: Uint8Array, others: Uint8Array) {
  const half = await opened(architecture, weights, { halfWeights: true });
  const full = await opened(architecture, others);
  const layers = [(await probe(half, toArray)).layers, (await probe(full, toArray)).layers] as const;
  await Promise.all([half.release(), full.release()]);
  return { half, error: worstLayer(...layers).error };
}

describe("where F16 matrices lie", () => {
  it("is one after the other, at multiples of 4 bytes", () => {
    const shapes = [{ shape: [3] }, { shape: [3, 5] }, { shape: [15] }, { shape: [2, 2] }];
    expect(placeWeights(shapes, true)).toEqual({
      places: [
        { offset: 0, length: 12, half: false },
        { offset: 12, length: 30, half: true },
        { offset: 44, length: 60, half: false },
        { offset: 104, length: 8, half: true },
      ],
      byteLength: 112,
    });
    expect(placeWeights(shapes, false).places.map(({ offset }) => offset)).toEqual([0, 12, 72, 132]);
  });

  it("holds each tensor's own values, packed in place", () => {
    const shapes = [
      { shape: [7] },
      { shape: [301, 701] },
      { shape: [701] },
      { shape: [3, 3] },
      { shape: [1] },
    ];
    const random = normalRandom(5);
    const values = Float32Array.from({ length: 7 + 301 * 701 + 701 + 9 + 1 }, random);
    const before = values.slice();
    const bytes = packHalf(shapes, values)!;
    expect(bytes.buffer).toBe(values.buffer);
    let at = 0;
    for (const [i, { offset, length, half }] of placeWeights(shapes, true).places.entries()) {
      const stored = bytes.slice(offset, offset + length).buffer;
      const n = shapes[i]!.shape.reduce((a, b) => a * b, 1);
      const expected = before.subarray(at, at + n);
      if (half) expect(new Uint16Array(stored)).toEqual(f32ToF16(expected));
      else expect(new Float32Array(stored)).toEqual(expected);
      at += n;
    }
  });

  it("is nowhere for what F16 can't hold, and nothing is touched then", () => {
    const shapes = [{ shape: [2, 2] }, { shape: [2] }];
    const large = Float32Array.of(1, 65519, -65519, 0.1, 1e30, 1);
    expect(f16ToF32(new Uint16Array(packHalf(shapes, large.slice())!.slice(0, 8).buffer))).toEqual(
      Float32Array.of(1, 65504, -65504, f16ToF32(f32ToF16(Float32Array.of(0.1)))[0]!),
    );
    const tooLarge = Float32Array.of(0.1, 1, -65520, 1, 1, 1);
    const same = tooLarge.slice();
    expect(packHalf(shapes, same)).toBeUndefined();
    expect(same).toEqual(tooLarge);
  });
});

for (const architecture of ["gpt2", "gpt_neox"] as const) {
  const tensors = tinyTensors(architecture);
  const plain = writeSafetensors(tensors);

  describe(`${architecture} over F16 matrices`, () => {
    it("computes in float32 what the float32 graph does with the same rounded weights", async () => {
      const { half, error } = await both(architecture, plain, writeSafetensors(roundedMatrices(tensors)));
      expect(error).toBeLessThan(1e-6); // float32, the same sums; a few units in the last place
      expect(half.half).toEqual({ exact: false, inF32: [] });
    });

    it("differs from the unrounded model by the rounding of F16", async () => {
      const { error } = await both(architecture, plain, plain);
      expect(error).toBeGreaterThan(1e-5);
      expect(error).toBeLessThan(2e-3);
    });

    it("is a checkpoint that is F16 already, exactly", async () => {
      const stored = halfSafetensors(tensors, "F16", f16Bits);
      const { half, error } = await both(architecture, stored, stored);
      expect(error).toBeLessThan(1e-6);
      expect([half.half, half.dtype]).toEqual([{ exact: true, inF32: [] }, "F16"]);
    });

    it("takes BF16 too, whose values within F16's range are halves", async () => {
      const stored = halfSafetensors(tensors, "BF16", bf16Bits);
      const { half, error } = await both(architecture, stored, stored);
      expect(error).toBeLessThan(1e-5); // only what is below 2^-14 loses bits
      expect(half.half!.exact).toBe(false);
    });

    it("keeps a layer in float32 whose weights are too large for F16, and says so", async () => {
      const name = Object.keys(tensors).find((n) => /(h|layers)\.1\..*(c_fc|h_to_4h)\.weight$/.test(n))!;
      const data = (tensors[name]!.data as Float32Array).slice();
      data[3] = -70_000;
      const weights = writeSafetensors({ ...tensors, [name]: { ...tensors[name]!, data } });
      for (const options of [{}, { onDemand: true }]) {
        const half = await opened(architecture, weights, { halfWeights: true, ...options });
        const full = await opened(architecture, weights, options);
        const [a, b] = [await probe(half, toArray), await probe(full, toArray)];
        expect(worstLayer(a.layers, b.layers).error).toBeLessThan(2e-3);
        expect(half.half!.inF32).toEqual([1]);
        expect([(await half.loaded).shape.roundedTo, (await full.loaded).shape.roundedTo]).toEqual([
          "F16", // layer 0
          undefined,
        ]);
        const { notes } = await half.loaded;
        if (!("onDemand" in options))
          expect(notes).toEqual([
            `F16 holds nothing beyond 65,504: layer 1 of ${architecture} holds greater weights and stays in float32.`,
          ]);
        await Promise.all([half.release(), full.release()]);
      }
    });

    it("takes half the bytes, and so fits a smaller budget whole", async () => {
      const files = memoryFiles(architecture, plain);
      const { keptHalf, kept, layerF32, layerHalf, embedding } = bytesOf(await openCheckpoint(files));
      expect(layerHalf / layerF32).toBeLessThan(0.56); // biases and norms of 16 values weigh more than in real models
      const half = await opened(architecture, plain, { halfWeights: true, budgetBytes: 2 * layerHalf });
      const full = await opened(architecture, plain, { budgetBytes: 2 * layerHalf });
      expect([half.weightsBytes, full.weightsBytes]).toEqual([keptHalf, kept]);
      expect(keptHalf).toBe(embedding + 2 * layerHalf);
      expect([(await half.loaded).residentLayers, (await full.loaded).residentLayers]).toEqual([2, 0]);
      await Promise.all([half.release(), full.release()]);
    });
  });
}

it("ONNX Runtime leaves the casts in the graph: folded they would be float32 constants", async () => {
  for (const architecture of ["gpt2", "gpt_neox"] as const) {
    const a = parseConfig(tinyConfig(architecture), "tiny");
    const checkpoint = await openCheckpoint(memoryFiles(architecture));
    const file = join(folder, `${architecture}.onnx`);
    const { values } = await checkpoint.layerWeights(0);
    const data = packHalf(checkpoint.tensors.layers[0]!, values)!;
    const session = await ort.InferenceSession.create(encodeBlock(a, true), {
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      optimizedModelFilePath: file,
      externalData: [{ path: "block.bin", data }],
    });
    await session.release();
    expect(
      readFileSync(file)
        .toString("latin1")
        .match(/Cast\b/g),
    ).toHaveLength(4);
  }
});
