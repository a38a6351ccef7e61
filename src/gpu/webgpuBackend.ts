import type { Atlas } from "../core/atlas.ts";
import type { Backend, ModelShape } from "../core/seams.ts";
import { uploadModes, uploadTables } from "./atlasTables.ts";
import { createBufferPool } from "./bufferPool.ts";
import { watched } from "./device.ts";
import { createKernels, destroyKernels } from "./kernels.ts";
import type { ModeTables } from "./logLikelihood.ts";
import { createScorer, type GpuResidual } from "./scorer.ts";

export type { GpuResidual } from "./scorer.ts";

/**
 * The numbers of an atlas on a GPU, in float32. The device is handed in and stays its owner's.
 * A GPU that can't compile or hold them says so on the first scores() or view().
 * @throws Failure("no-webgpu") where the atlas is larger than a binding may be
 */
export function createWebgpuBackend(
  device: GPUDevice,
  atlas: Atlas,
  shape: Pick<ModelShape, "dModel">,
): Backend<GpuResidual> {
  const { result, accepted } = watched(device, "the scoring of this atlas", () => ({
    tables: uploadTables(device, atlas),
    kernels: createKernels(device),
  }));
  const pool = createBufferPool(device);
  const machine = { device, atlas, dModel: shape.dModel, pool, ready: accepted, ...result };
  const uploaded = new Map<string, ModeTables>();
  return {
    name: "webgpu",
    scorer(modes, options) {
      const key = JSON.stringify(modes);
      const tables = uploaded.get(key) ?? uploadModes(device, atlas, modes);
      uploaded.set(key, tables);
      return createScorer(machine, tables, options);
    },
    dispose() {
      pool.destroy();
      destroyKernels(result.kernels);
      result.tables.density.destroy();
      result.tables.grids.destroy();
      for (const { cutoffs } of uploaded.values()) cutoffs.destroy();
    },
  };
}
