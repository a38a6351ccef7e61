import { type FineBins, gaussianTable } from "../core/kde.ts";
import code from "./convolve.wgsl?raw";
import { inUnits } from "./curve.ts";
import { foldGroups } from "./groups.ts";
import groups from "./groups.wgsl?raw";
import { type ComputePass, createKernel } from "./kernel.ts";
import sum from "./sum.wgsl?raw";

const WORKGROUP_SIZE = 64;
/** Bandwidths at which a Gaussian is about to be no normal float. */
const TABLE = 13;
/** Of a row's sums, with their units. */
const POINT_BYTES = 8;

/** Kernel: masses [count + 2] and the Gaussian's table → row `row` of [row, gridPoints] sums. */
export function createConvolve(device: GPUDevice) {
  const kernel = createKernel(device, "convolve", groups + sum + code, { WORKGROUP_SIZE });
  return {
    /** `gaussian` holds `nearTable`. `maxGroups` bounds each dimension of the dispatch. */
    encode(
      pass: ComputePass,
      masses: GPUBuffer,
      gaussian: GPUBuffer,
      bins: FineBins,
      bandwidth: number,
      gridPoints: number,
      row: number,
      rows: GPUBuffer,
      maxGroups: number,
    ): void {
      const { count, perPoint, near, reach, delta } = bins;
      const params = {
        u32: [0, count + 2, gridPoints, perPoint, reach, tableReach(bins, bandwidth), near, row],
        f32: [(delta / bandwidth) ** 2 / 2],
      };
      const [x, y] = foldGroups(gridPoints, maxGroups);
      kernel.dispatch(pass, params, [masses, gaussian, rows], x, y);
    },
    destroy: kernel.destroy,
  };
}

/** exp(-u^2 / 2) at a distance of 0, 1 … bins, as far as a float holds it. */
export function nearTable(bins: FineBins, bandwidth: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(gaussianTable({ ...bins, reach: tableReach(bins, bandwidth) }, bandwidth));
}

const tableReach = ({ reach, delta }: FineBins, bandwidth: number) =>
  Math.min(reach, Math.ceil((TABLE * bandwidth) / delta));

/** Bytes of the sums of rows. */
export const sumsBytes = (nRows: number, gridPoints: number): number => nRows * gridPoints * POINT_BYTES;

/** Row `row` of `sums`, as it was read back: sums of masses * exp(-u^2 / 2), [gridPoints] in float64. */
export function readConvolved(
  sums: ArrayBuffer,
  row: number,
  gridPoints: number,
  { delta }: FineBins,
  bandwidth: number,
): Float64Array {
  const read = new Float32Array(sums, sumsBytes(row, gridPoints), 2 * gridPoints);
  return Float64Array.from({ length: gridPoints }, (_, i) =>
    inUnits(read[2 * i]!, (read[2 * i + 1]! * delta) / bandwidth),
  );
}
