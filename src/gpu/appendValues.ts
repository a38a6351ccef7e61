import code from "./appendValues.wgsl?raw";
import { foldGroups } from "./groups.ts";
import groups from "./groups.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import poolVector from "./poolVector.wgsl?raw";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 256;
/** Words of a vec3 in an array. */
const VECTOR_WORDS = 4;

/** A vector to be made: the mean of `rows` rows of residPost [row, dModel] from `firstRow` on, and where it goes. */
export interface PooledVector {
  firstRow: number;
  rows: number;
  /** Index in the bag [vector, dModel]. */
  vector: number;
}

export const vectorsBytes = (nVectors: number): number => nVectors * VECTOR_WORDS * 4;

/** Kernel: a batch's residPost [batch, pos, dModel] → vectors of a class's bag [vector, dModel]. */
export function createAppendValues(device: GPUDevice) {
  const kernel = createKernel(device, "appendValues", groups + sum + poolVector + code, { WORKGROUP_SIZE });
  return {
    /** `table` has room for the vectors; `maxGroups` bounds each dimension of the dispatch. */
    encode(
      pass: ComputePass,
      residPost: GPUBuffer,
      vectors: readonly PooledVector[],
      dModel: number,
      center: boolean,
      table: GPUBuffer,
      values: GPUBuffer,
      maxGroups: number,
    ): void {
      const words = vectors.flatMap(({ firstRow, rows, vector }) => [firstRow, rows, vector, 0]);
      device.queue.writeBuffer(table, 0, Uint32Array.from(words));
      const params = { u32: [0, dModel, Number(center), vectors.length] };
      const [x, y] = foldGroups(vectors.length, maxGroups);
      kernel.dispatch(pass, params, [residPost, table, values], x, y);
    },
    destroy: kernel.destroy,
  };
}
