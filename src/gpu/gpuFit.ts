import type { Recipe } from "../core/atlas.ts";
import type { OpenClassBag } from "../core/classBag.ts";
import { createAppendValues } from "./appendValues.ts";
import { createAddSlices, createBagKde } from "./bagKde.ts";
import { createBagExtent, createBagSpread } from "./bagMoments.ts";
import { createBinSums } from "./binSums.ts";
import { type BufferPool, createBufferPool } from "./bufferPool.ts";
import { createClassBag } from "./classBag.ts";
import { createConvolve } from "./convolve.ts";
import { createCubicMasses } from "./cubicMasses.ts";
import { watched } from "./device.ts";
import type { GpuResidual } from "./scorer.ts";

/** Longest buffer of a class's values: short ones waste less where the last is not full. */
const PART_BYTES = 2 ** 24;

/** How much is done at once; a test asks for less than the device allows. */
export interface FitLimits {
  /** Bytes of one buffer of values. */
  partBytes: number;
  /** Workgroups in one dimension of a dispatch. */
  maxGroups: number;
}

/** Everything the classes of one fit share on one device. */
export interface FitMachine {
  device: GPUDevice;
  recipe: Recipe;
  kernels: FitKernels;
  pool: BufferPool;
  limits: FitLimits;
  /** Settles once the GPU has accepted the kernels. */
  ready: Promise<void>;
}

/** Fits an atlas's classes on a GPU. The device is handed in and stays its owner's. */
export interface GpuFit {
  openBag: OpenClassBag<GpuResidual>;
  dispose(): void;
}

export function createGpuFit(
  device: GPUDevice,
  recipe: Recipe,
  limits: FitLimits = limitsOf(device),
): GpuFit {
  const machine = createFitMachine(device, recipe, limits);
  return {
    openBag: (path, nVectors) => createClassBag(machine, path, nVectors),
    dispose() {
      machine.pool.destroy();
      for (const kernel of Object.values(machine.kernels)) kernel.destroy();
    },
  };
}

export function createFitMachine(
  device: GPUDevice,
  recipe: Recipe,
  limits: FitLimits = limitsOf(device),
): FitMachine {
  const { result: kernels, accepted } = watched(device, "the fit of an atlas", () => ({
    appendValues: createAppendValues(device),
    bagExtent: createBagExtent(device),
    bagSpread: createBagSpread(device),
    binSums: createBinSums(device),
    cubicMasses: createCubicMasses(device),
    convolve: createConvolve(device),
    bagKde: createBagKde(device),
    addSlices: createAddSlices(device),
  }));
  return { device, recipe, kernels, pool: createBufferPool(device), limits, ready: accepted };
}

export interface FitKernels {
  appendValues: ReturnType<typeof createAppendValues>;
  bagExtent: ReturnType<typeof createBagExtent>;
  bagSpread: ReturnType<typeof createBagSpread>;
  binSums: ReturnType<typeof createBinSums>;
  cubicMasses: ReturnType<typeof createCubicMasses>;
  convolve: ReturnType<typeof createConvolve>;
  bagKde: ReturnType<typeof createBagKde>;
  addSlices: ReturnType<typeof createAddSlices>;
}

function limitsOf({ limits }: GPUDevice): FitLimits {
  const most = Math.min(PART_BYTES, limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  return {
    partBytes: 2 ** Math.floor(Math.log2(most)), // pooled buffers are powers of two
    maxGroups: limits.maxComputeWorkgroupsPerDimension,
  };
}
