import { describe, expect, it } from "vitest";
import type { LayerActivations } from "../../src/core/seams.ts";
import { openBlockSessions, type Runtime } from "../../src/model/blockSessions.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import { type GpuTensor, wasmRuntime, webgpuRuntime } from "../../src/model/webRuntime.ts";
import { layerErrors } from "../support/layerErrors.ts";
import { readTensors } from "../support/tensors.ts";

const root = "../../../shared/reference/checkpoints";
const urls = import.meta.glob<string>("../../../shared/reference/checkpoints/*/*", {
  query: "?url",
  import: "default",
  eager: true,
});
const names = [...new Set(Object.keys(urls).map((path) => path.split("/").at(-2)!))];

function servedFiles(name: string): ModelFiles {
  const whole = async (path: string) => {
    const url = urls[`${root}/${name}/${path}`];
    return url === undefined ? undefined : new Uint8Array(await (await fetch(url)).arrayBuffer());
  };
  return {
    id: name,
    read: async (path, range) => (await whole(path))?.slice(range?.begin ?? 0, range?.end),
    size: async (path) => (await whole(path))?.byteLength,
  };
}

async function errorsOn<R>(
  name: string,
  runtime: Runtime<R>,
  toArray: (r: R, n: number) => Promise<Float32Array>,
) {
  const files = servedFiles(name);
  const sessions = await openBlockSessions(await openCheckpoint(files), runtime);
  const reference = readTensors((await files.read("reference.safetensors"))!);
  const errors = await layerErrors(sessions, reference, toArray);
  await sessions.release();
  return errors;
}

it("ten checkpoints are there", () => expect(names).toHaveLength(10));

const wasm = await wasmRuntime();
const webgpu = await webgpuRuntime();

describe("PyTorch's residual stream on WASM", () => {
  for (const name of names) {
    it(name, async () => {
      for (const error of await errorsOn(name, wasm, async (r) => r)) expect(error).toBeLessThan(1e-4);
    });
  }
});

describe("PyTorch's residual stream on WebGPU, left on ONNX Runtime's device", () => {
  const toArray = async ({ buffer }: LayerActivations<GpuTensor>["residPost"], n: number) => {
    const device = await webgpu.device();
    const staging = device.createBuffer({
      size: n * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, n * 4);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return values;
  };
  for (const name of names) {
    it(name, async () => {
      for (const error of await errorsOn(name, webgpu, toArray)) expect(error).toBeLessThan(1e-4);
    });
  }
});
