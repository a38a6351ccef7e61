import type { Atlas } from "../core/atlas.ts";
import type { Backend, ModelShape } from "../core/seams.ts";
import { destroyTables, uploadModes, uploadTables } from "./atlasTables.ts";
import { createBufferPool } from "./bufferPool.ts";
import { watched } from "./device.ts";
import { createKernels, destroyKernels } from "./kernels.ts";
import { type GpuLimits, limitsOf } from "./limits.ts";
import type { ModeTables } from "./logLikelihood.ts";
import { createScorer, type GpuResidual } from "./scorer.ts";

export type { GpuResidual } from "./scorer.ts";

/**
 * The numbers of an atlas on a GPU, in float32. The device is handed in and stays its owner's.
 * A GPU that can't compile or hold them says so on the first scores() or view().
 * @throws Failure("no-webgpu") where a density of the atlas is larger than a buffer may be
 */
export function createWebgpuBackend(
  device: GPUDevice,
  atlas: Atlas,
  shape: Pick<ModelShape, "dModel">,
  limits: GpuLimits = limitsOf(device),
): Backend<GpuResidual> {
  const { result, accepted } = watched(device, "the scoring of this atlas", () => ({
    tables: uploadTables(device, atlas, limits),
    kernels: createKernels(device, limits),
  }));
  const pool = createBufferPool(device);
  const machine = { device, atlas, dModel: shape.dModel, limits, pool, ready: accepted, ...result };
  const uploaded = new Map<string, ModeTables>();
  return {
    name: "webgpu",
    scorer(modes, options) {
      const key = JSON.stringify(modes);
      const tables = uploaded.get(key) ?? uploadModes(device, atlas, modes, limits);
      uploaded.set(key, tables);
      return createScorer(machine, tables, options);
    },
    dispose() {
      pool.destroy();
      destroyKernels(result.kernels);
      destroyTables(result.tables);
      for (const { cutoffs } of uploaded.values()) cutoffs.destroy();
    },
  };
}
