import { describe, expect, it } from "vitest";
import { worstLayer } from "../../src/core/probe.ts";
import { writeSafetensors } from "../../src/core/safetensors.ts";
import { probe } from "../../src/engine/selfCheck.ts";
import type { Runtime } from "../../src/model/blockSessions.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import type { OpenOptions } from "../../src/model/modelSource.ts";
import { wasmRuntime, webgpuRuntime } from "../../src/model/webRuntime.ts";
import { roundedMatrices } from "../support/halfTensors.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { f16Bits, halfSafetensors } from "../support/rawSafetensors.ts";
import { type TinyArchitecture, tinyTensors } from "../support/tinyTensors.ts";

const wasm = await wasmRuntime();
const webgpu = await webgpuRuntime();
const adapter = (await navigator.gpu.requestAdapter())!;
/** Which tests there are: what is skipped counts as failed. */
const has = adapter.features.has("shader-f16");

/** The probe's residual streams, [layer]. */
async function streams<R>(
  runtime: Runtime<R>,
  architecture: TinyArchitecture,
  weights: Uint8Array,
  options: OpenOptions = {},
): Promise<Float32Array[]> {
  const source = await openBlockSource(memoryFiles(architecture, weights), runtime, options);
  await source.loaded;
  const { layers } = await probe(source, runtime.toArray);
  await source.release();
  return layers;
}

const HALF: OpenOptions = { halfWeights: true };

for (const architecture of ["gpt2", "gpt_neox"] as const) {
  const tensors = tinyTensors(architecture);
  const plain = writeSafetensors(tensors);
  const rounded = writeSafetensors(roundedMatrices(tensors));
  const stored = halfSafetensors(tensors, "F16", f16Bits);

  it(`${architecture} over F16 matrices is on WASM what it is over the same values in float32`, async () => {
    const half = await streams(wasm, architecture, plain, HALF);
    expect(worstLayer(half, await streams(wasm, architecture, rounded)).error).toBeLessThan(1e-6); // the same sums
    const exact = await streams(wasm, architecture, stored, HALF);
    expect(worstLayer(exact, await streams(wasm, architecture, stored)).error).toBeLessThan(1e-6);
  });

  if (has)
    describe(`${architecture} on a GPU with shader-f16`, () => {
      it("is what it is on WASM over the same values in float32", async () => {
        const half = await streams(webgpu, architecture, plain, HALF);
        // as two backends in float32 may differ: nothing is summed in F16
        expect(worstLayer(half, await streams(wasm, architecture, rounded)).error).toBeLessThan(1e-5);
      });

      it("is a checkpoint that is F16 already, exactly as its expansion", async () => {
        const half = await streams(webgpu, architecture, stored, HALF);
        expect(worstLayer(half, await streams(webgpu, architecture, stored)).error).toBeLessThan(1e-6);
      });
    });

  if (!has)
    it(`${architecture} is refused by ONNX Runtime on a GPU without shader-f16`, async () => {
      await expect(streams(webgpu, architecture, plain, HALF)).rejects.toThrow(/requires f16/);
    });
}
