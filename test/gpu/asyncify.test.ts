import { expect, it } from "vitest";
import { blobFiles } from "../../src/model/blobFiles.ts";
import type { Runtime } from "../../src/model/blockSessions.ts";
import { openBlockSource } from "../../src/model/blockSource.ts";
import { wasmRuntime, webgpuRuntime } from "../../src/model/webRuntime.ts";
import { gpu } from "./support.ts";

const urls = import.meta.glob<string>("../model/fixtures/onnx/gpt2/{config.json,model.safetensors}", {
  query: "?url",
  import: "default",
  eager: true,
});

/** As in browsers that can't suspend WASM themselves. Gives it back. */
function withoutJspi(): () => void {
  const suspending = Object.getOwnPropertyDescriptor(WebAssembly, "Suspending");
  expect(suspending).toBeDefined(); // else this test tells nothing
  delete (WebAssembly as { Suspending?: unknown }).Suspending;
  return () => Object.defineProperty(WebAssembly, "Suspending", suspending!);
}

async function passOn<R>(runtime: Runtime<R>): Promise<Float32Array[]> {
  const handed = await Promise.all(
    Object.entries(urls).map(async ([path, url]) => ({
      path: path.split("/").at(-1)!,
      file: await (await fetch(url)).blob(),
    })),
  );
  const source = await openBlockSource(blobFiles("tiny", handed), runtime);
  await source.loaded;
  const layers: Float32Array[] = [];
  for await (const { residPost } of source.run([[1, 2, 3, 4, 5]]))
    layers.push(await runtime.toArray(residPost, 5 * source.shape.dModel));
  await source.release();
  return layers;
}

/** Greatest difference, as a share of the layer's greatest value. */
function worst(actual: Float32Array[], expected: Float32Array[]): number {
  expect(actual).toHaveLength(expected.length);
  const errors = expected.map((layer, l) => {
    const largest = Math.max(...layer.map(Math.abs));
    return Math.max(...layer.map((v, i) => Math.abs(v - actual[l]![i]!))) / largest;
  });
  return Math.max(...errors);
}

it("a browser without JSPI runs a model on WebGPU, by the runtime that needs none", async () => {
  expect(gpu.limits.maxStorageBuffersPerShaderStage).toBe(8); // an adapter is there
  const asked: (GPURequestAdapterOptions | undefined)[] = [];
  const { requestAdapter } = navigator.gpu;
  navigator.gpu.requestAdapter = (options) => {
    asked.push(options);
    return requestAdapter.call(navigator.gpu, options);
  };
  const giveBack = withoutJspi();
  try {
    const runtime = await webgpuRuntime();
    const onGpu = await passOn(runtime);
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1)!);
    const runtimes = loaded.filter((name) => /^ort.*(wasm|mjs)$/.test(name)); // with `?url` it is but an address
    expect(runtimes.sort()).toEqual(["ort-wasm-simd-threaded.asyncify.wasm", "ort.webgpu.bundle.min.mjs"]);
    // The device is that of the last adapter, and chooseBackend asks for the same.
    expect(asked.at(-1)).toMatchObject({ powerPreference: "high-performance", forceFallbackAdapter: false });
    expect(worst(onGpu, await passOn(await wasmRuntime()))).toBeLessThan(1e-4); // f32 on both, summed in another order
  } finally {
    giveBack();
    navigator.gpu.requestAdapter = requestAdapter;
  }
});
