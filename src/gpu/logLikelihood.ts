import { MIN_TAIL_VALUES } from "../core/tails.ts";
import { type ComputePass, createKernel } from "./kernel.ts";
import code from "./logLikelihood.wgsl?raw";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 64;

/** Tables of every class × layer on the GPU. */
export interface ScoringTables {
  nClasses: number;
  nLayers: number;
  gridPoints: number;
  densityFloor: number;
  /** [class * nLayers + layer, gridPoints], 1 / value units. */
  density: GPUBuffer;
  /** [class * nLayers + layer, 2], (gridMin, grid points a value unit). */
  grids: GPUBuffer;
}

/** The cut-offs of several modes on the GPU. */
export interface ModeTables {
  nModes: number;
  /** [mode, class * nLayers + layer, 2], (left, right). */
  cutoffs: GPUBuffer;
  /** Bit m: mode m sums over all values. */
  fullModes: number;
  /** Bit m: a value at the cut-off is not in mode m's tails. */
  strictModes: number;
}

/** Bytes of the scores, [mode, class * nLayers + layer, 2]: (logLikelihood, tailCount). */
export const scoresBytes = (nModes: number, nClasses: number, nLayers: number): number =>
  nModes * nClasses * nLayers * 8;

/** Kernel: values [count] of one layer → that layer's scores under every class and mode. */
export function createLogLikelihood(device: GPUDevice) {
  const kernel = createKernel(device, "logLikelihood", sum + code, { WORKGROUP_SIZE, MIN_TAIL_VALUES });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      layer: number,
      tables: ScoringTables,
      modes: ModeTables,
      scores: GPUBuffer,
    ): void {
      const { nClasses, nLayers, gridPoints, densityFloor } = tables;
      const params = {
        u32: [0, count, layer, nLayers, gridPoints, modes.fullModes, modes.strictModes],
        f32: [densityFloor, Math.log(densityFloor)],
      };
      const buffers = [values, tables.density, tables.grids, modes.cutoffs, scores];
      kernel.dispatch(pass, params, buffers, nClasses, modes.nModes);
    },
    destroy: kernel.destroy,
  };
}
