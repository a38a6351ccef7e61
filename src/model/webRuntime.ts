import type * as Ort from "onnxruntime-common";
import jspiUrl from "onnxruntime-web/jspi?url";
import asyncifyWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import jspiWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import wasmOnlyUrl from "onnxruntime-web/wasm?url";
import webgpuUrl from "onnxruntime-web/webgpu?url";
import { Failure } from "../core/failure.ts";
import type { Runtime } from "./blockSessions.ts";
import { oneAtATime } from "./oneAtATime.ts";

/** A buffer on ONNX Runtime's own GPU device; it may be longer than the tensor. */
export interface GpuTensor {
  buffer: GPUBuffer;
  dModel: number;
}

/** Threads that WASM gets: none beyond the first where the page is not cross-origin isolated. */
export function wasmThreads(): number {
  return globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency || 1) : 1;
}

/** ONNX Runtime on WASM, residual streams in its heap. */
export async function wasmRuntime(): Promise<Runtime<Float32Array>> {
  const ort = await load(wasmOnlyUrl, wasmUrl);
  return {
    InferenceSession: oneAtATime(ort.InferenceSession),
    Tensor: ort.Tensor,
    options: { executionProviders: ["wasm"], logSeverityLevel: 3 },
    view: (residPost) => residPost.data as Float32Array,
    toArray: async (values, length) => values.slice(0, length),
  };
}

let abandoned = 0;

/**
 * The next WebGPU runtime is another instance. One gets another device when all its sessions have been released; this is for
 * when they could not be, and keeps the old one's heap until the worker ends.
 */
export function abandonWebgpuRuntime(): void {
  abandoned++;
}

/** ONNX Runtime on WebGPU, residual streams left on its device, which can be had once a session is open. */
export async function webgpuRuntime(): Promise<Runtime<GpuTensor> & { device(): Promise<GPUDevice> }> {
  const jspi = "Suspending" in WebAssembly; // smaller and faster where the browser can suspend WASM itself
  const url = jspi ? jspiUrl : webgpuUrl;
  // a module of another fragment is another module from the same file, so caches and the service worker know it
  const ort = await load(abandoned ? `${url}#${abandoned}` : url, jspi ? jspiWasmUrl : asyncifyWasmUrl);
  const device = () => ort.env.webgpu.device as unknown as Promise<GPUDevice>;
  return {
    InferenceSession: oneAtATime(ort.InferenceSession),
    Tensor: ort.Tensor,
    options: {
      executionProviders: ["webgpu"],
      preferredOutputLocation: { resid_post: "gpu-buffer" },
      logSeverityLevel: 3,
    },
    view: (residPost) => ({
      buffer: residPost.gpuBuffer as unknown as GPUBuffer,
      dModel: residPost.dims[2]!,
    }),
    toArray: async ({ buffer }, length) => readGpu(await device(), buffer, length),
    device,
  };
}

/** The first `length` float32 values of a buffer. */
async function readGpu(device: GPUDevice, buffer: GPUBuffer, length: number): Promise<Float32Array> {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ label: "residual stream", size: length * 4, usage });
  const encoder = device.createCommandEncoder({ label: "residual stream" });
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, length * 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}

/** Loads a runtime's own bundle as it is: its threads start from its own address, so it can't be bundled into ours. */
async function load(url: string, wasm: string): Promise<typeof Ort> {
  let ort: typeof Ort;
  try {
    ort = (await import(/* @vite-ignore */ new URL(url, import.meta.url).href)) as typeof Ort;
  } catch (error) {
    throw new Failure("io", `ONNX Runtime can't be loaded (${(error as Error).message}): reload the page.`);
  }
  ort.env.wasm.wasmPaths = { wasm: new URL(wasm, import.meta.url).href };
  ort.env.wasm.numThreads = wasmThreads();
  return ort;
}
