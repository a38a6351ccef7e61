import { describe, expect, it } from "vitest";
import type { Runtime } from "../../src/model/blockSessions.ts";
import { onnxFiles } from "../../src/model/onnx/onnxFiles.ts";
import { openOnnxSource } from "../../src/model/onnx/onnxSource.ts";
import { type GpuTensor, wasmRuntime, webgpuRuntime } from "../../src/model/webRuntime.ts";
import { refusal } from "../support/refusal.ts";

const urls = import.meta.glob<string>("../model/fixtures/onnx/*/*", {
  query: "?url",
  import: "default",
  eager: true,
});

/** A folder of PyTorch's exports, as the test server gives it. */
function served(checkpoint: string) {
  const whole = async (path: string) => {
    const url = urls[`../model/fixtures/onnx/${checkpoint}/${path}`];
    return url === undefined ? undefined : new Uint8Array(await (await fetch(url)).arrayBuffer());
  };
  return {
    id: checkpoint,
    read: whole,
    size: async (path: string) => (await whole(path))?.byteLength,
  };
}

/** Greatest difference from PyTorch's hidden states, as a share of the layer's greatest, of each layer. */
async function errorsOn<R>(
  checkpoint: string,
  file: string,
  runtime: Runtime<R>,
  toArray: (residPost: R, n: number) => Promise<Float32Array>,
): Promise<number[]> {
  const files = served(checkpoint);
  const expected = JSON.parse(new TextDecoder().decode(await files.read("expected.json"))) as {
    tokenIds: number[][];
    residPost: number[][];
  };
  const source = await openOnnxSource(await onnxFiles(files, file), runtime);
  const errors: number[] = [];
  for await (const { layer, residPost } of source.run(expected.tokenIds)) {
    const reference = expected.residPost[layer]!;
    const actual = await toArray(residPost, reference.length);
    const largest = Math.max(...reference.map(Math.abs));
    errors.push(Math.max(...reference.map((v, i) => Math.abs(v - actual[i]!))) / largest);
  }
  expect(errors).toHaveLength(expected.residPost.length);
  await source.release();
  return errors;
}

const wasm = await wasmRuntime();
const webgpu = await webgpuRuntime();

async function readBack({ buffer }: GpuTensor, n: number): Promise<Float32Array> {
  const device = await webgpu.device();
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ size: n * 4, usage });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, n * 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}

const float32 = [
  ["gpt2", "plain.onnx"],
  ["neox", "external.onnx"],
  ["neox", "past.onnx"],
  ["neox-serial", "plain.onnx"],
] as const;

describe("PyTorch's exports have its hidden states on WASM", () => {
  it.each([...float32.map((e) => [...e, 1e-5] as const), ["gpt2", "past-f16.onnx", 2e-3] as const])(
    "%s/%s",
    async (checkpoint, file, tolerance) => {
      for (const error of await errorsOn(checkpoint, file, wasm, async (r) => r))
        expect(error).toBeLessThan(tolerance);
    },
  );
});

describe("PyTorch's exports have its hidden states on WebGPU, left on ONNX Runtime's device", () => {
  it.each(float32.slice(0, 3))("%s/%s", async (checkpoint, file) => {
    for (const error of await errorsOn(checkpoint, file, webgpu, readBack)) expect(error).toBeLessThan(1e-4);
  });

  it("half floats with norms in float64, which no GPU computes in, are refused with what to do", async () => {
    const half = () => errorsOn("gpt2", "past-f16.onnx", webgpu, readBack);
    expect(await refusal(half)).toMatch(/^unsupported-model: gpt2\/past-f16.onnx .* choose WASM/);
  });
});
