import { describe, expect, it } from "vitest";
import { openBlockSessions, type Runtime } from "../../src/model/blockSessions.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import type { ModelFiles } from "../../src/model/modelFiles.ts";
import { wasmRuntime, webgpuRuntime } from "../../src/model/webRuntime.ts";
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

async function errorsOn<R>(name: string, runtime: Runtime<R>) {
  const files = servedFiles(name);
  const sessions = await openBlockSessions(await openCheckpoint(files), runtime);
  const reference = readTensors((await files.read("reference.safetensors"))!);
  const errors = await layerErrors(sessions, reference, runtime.toArray);
  await sessions.release();
  return errors;
}

it("ten checkpoints are there", () => expect(names).toHaveLength(10));

const wasm = await wasmRuntime();
const webgpu = await webgpuRuntime();

describe("PyTorch's residual stream on WASM", () => {
  for (const name of names) {
    it(name, async () => {
      for (const error of await errorsOn(name, wasm)) expect(error).toBeLessThan(1e-4);
    });
  }
});

describe("PyTorch's residual stream on WebGPU, left on ONNX Runtime's device", () => {
  for (const name of names) {
    it(name, async () => {
      for (const error of await errorsOn(name, webgpu)) expect(error).toBeLessThan(1e-4);
    });
  }
});
