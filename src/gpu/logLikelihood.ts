import { MIN_TAIL_VALUES } from "../core/tails.ts";
import inTails from "./inTails.wgsl?raw";
import interpolate from "./interpolate.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import code from "./logLikelihood.wgsl?raw";
import order from "./order.wgsl?raw";
import sum from "./sum.wgsl?raw";
import { team } from "./team.ts";

const WORKGROUP_SIZE = 64;

/** Neighbouring classes at one layer, as many as one buffer and one dispatch take. */
export interface ClassRange {
  firstClass: number;
  nClasses: number;
  /** [class - firstClass, gridPoints], 1 / value units. */
  density: GPUBuffer;
}

/** Tables of every class × layer on the GPU. */
export interface ScoringTables {
  nClasses: number;
  nLayers: number;
  gridPoints: number;
  densityFloor: number;
  /** [layer], all classes of each. */
  layers: readonly (readonly ClassRange[])[];
  /** [class * nLayers + layer, 2], (gridMin, grid points a value unit). */
  grids: GPUBuffer;
}

/** The cut-offs of several modes on the GPU. */
export interface ModeTables {
  nModes: number;
  /** [mode, class * nLayers + layer, 2], orders of (left, right): see `cutoffOrders`. */
  cutoffs: GPUBuffer;
  /** Bit m: mode m sums over all values. */
  fullModes: number;
}

/**
 * Bytes of the scores, [mode, class * nLayers + layer, 2]: (logLikelihood, tailCount), or (NaN, how many) where values of the
 * layer are not finite.
 */
export const scoresBytes = (nModes: number, nClasses: number, nLayers: number): number =>
  nModes * nClasses * nLayers * 8;

/** Kernel: values [count] of one layer → that layer's scores under every class and mode. */
export function createLogLikelihood(device: GPUDevice) {
  const whole = team(device) + sum + order + inTails + interpolate + code;
  const kernel = createKernel(device, "logLikelihood", whole, { WORKGROUP_SIZE, MIN_TAIL_VALUES });
  return {
    encode(
      pass: ComputePass,
      values: GPUBuffer,
      count: number,
      layer: number,
      { nClasses, nLayers, gridPoints, densityFloor, layers, grids }: ScoringTables,
      { nModes, cutoffs, fullModes }: ModeTables,
      scores: GPUBuffer,
    ): void {
      for (const [slot, range] of layers[layer]!.entries()) {
        const params = {
          u32: [0, count, layer, nLayers, nClasses, range.firstClass, gridPoints, fullModes],
          f32: [densityFloor, Math.log(densityFloor)],
        };
        const buffers = [values, range.density, grids, cutoffs, scores];
        kernel.dispatch(pass, params, buffers, range.nClasses, nModes, slot);
      }
    },
    destroy: kernel.destroy,
  };
}
