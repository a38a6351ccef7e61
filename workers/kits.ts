import type { Atlas, Recipe } from "../src/core/atlas.ts";
import type { OpenClassBag } from "../src/core/classBag.ts";
import type { Backend, ModelShape } from "../src/core/seams.ts";
import { cpuBackend } from "../src/engine/cpuBackend.ts";
import { createGpuFit } from "../src/gpu/gpuFit.ts";
import { createWebgpuBackend } from "../src/gpu/webgpuBackend.ts";
import type { Runtime } from "../src/model/blockSessions.ts";
import { type GpuTensor, wasmRuntime, webgpuRuntime } from "../src/model/webRuntime.ts";

/** A runtime and the backend that goes with it. `R`: what a residual stream is on it. */
export interface Kit<R> {
  readonly runtime: Runtime<R>;
  /** The GPU, once a session is open; undefined on WASM. */
  device(): Promise<GPUDevice | undefined>;
  backend(device: GPUDevice | undefined, atlas: Atlas, shape: ModelShape): Backend<R>;
  /** Fits classes where the residual streams are; undefined where these lie on the CPU already. */
  fitter(device: GPUDevice | undefined, recipe: Recipe): Fitter<R> | undefined;
  /** Sentences a pass of an evaluation. */
  readonly batchSize: number;
}

export interface Fitter<R> {
  openBag: OpenClassBag<R>;
  dispose(): void;
}

export async function wasmKit(): Promise<Kit<Float32Array>> {
  return {
    runtime: await wasmRuntime(),
    device: async () => undefined,
    backend: (_device, atlas) => cpuBackend(atlas),
    fitter: () => undefined,
    batchSize: 8,
  };
}

export async function webgpuKit(): Promise<Kit<GpuTensor>> {
  const runtime = await webgpuRuntime();
  return {
    runtime,
    device: () => runtime.device(),
    backend: (device, atlas, shape) => createWebgpuBackend(device!, atlas, shape),
    fitter: (device, recipe) => createGpuFit(device!, recipe),
    batchSize: 16,
  };
}
