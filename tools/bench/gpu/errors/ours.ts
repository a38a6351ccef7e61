import type { Atlas } from "../../../../src/core/atlas.ts";
import { fineBins } from "../../../../src/core/kde.ts";
import { parseMode } from "../../../../src/core/options.ts";
import { uploadModes, uploadTables } from "../../../../src/gpu/atlasTables.ts";
import {
  createAddSlices,
  createBagKde,
  exactBytes,
  readExact,
  slicesBytes,
} from "../../../../src/gpu/bagKde.ts";
import {
  createBagExtent,
  createBagSpread,
  EXTENT_BYTES,
  readExtent,
  readSpread,
  SPREAD_BYTES,
} from "../../../../src/gpu/bagMoments.ts";
import { binSumsBytes, createBinSums } from "../../../../src/gpu/binSums.ts";
import { createConvolve, nearTable, readConvolved, sumsBytes } from "../../../../src/gpu/convolve.ts";
import { createCubicMasses, massesBytes } from "../../../../src/gpu/cubicMasses.ts";
import { submitPass } from "../../../../src/gpu/device.ts";
import { createKde } from "../../../../src/gpu/kde.ts";
import { createLogLikelihood, scoresBytes } from "../../../../src/gpu/logLikelihood.ts";
import { createMoments, MOMENTS_BYTES, readMoments } from "../../../../src/gpu/moments.ts";
import { ownTables } from "../cases/ownTables.ts";
import type { Bench } from "../kernelCase.ts";

/** Sums of exp(-u^2 / 2) as a density. */
const scaled = (sums: Float64Array, countTimesBandwidth: number) =>
  sums.map((sum) => sum / (countTimesBandwidth * Math.sqrt(2 * Math.PI)));

/** The project's kernels on one device, for bags of any length. */
export function openOurs(bench: Bench) {
  const { device, own } = bench;
  const kernels = {
    moments: own(createMoments(device)),
    bagExtent: own(createBagExtent(device)),
    bagSpread: own(createBagSpread(device)),
    kde: own(createKde(device)),
    binSums: own(createBinSums(device)),
    cubicMasses: own(createCubicMasses(device)),
    convolve: own(createConvolve(device)),
    bagKde: own(createBagKde(device)),
    addSlices: own(createAddSlices(device)),
    logLikelihood: own(createLogLikelihood(device)),
  };
  return {
    /** As for a typed sentence: one workgroup. */
    async sentenceMoments(values: Float32Array) {
      const [input, output] = [bench.uploaded(values), bench.room(MOMENTS_BYTES)];
      submitPass(device, "moments", (pass) => kernels.moments.encode(pass, input, values.length, 4, output));
      const { mean, sampleStd } = readMoments(await bench.read(output, MOMENTS_BYTES));
      return { mean, sampleStd };
    },

    /** As for a class of a fit: 32 workgroups, put together in float64. */
    async bagMoments(values: Float32Array) {
      const n = values.length;
      const [input, extents] = [bench.uploaded(values), bench.room(EXTENT_BYTES)];
      submitPass(device, "extent", (pass) => kernels.bagExtent.encode(pass, input, n, 0, extents));
      const extent = readExtent(await bench.read(extents, EXTENT_BYTES), n);
      const sums = bench.room(SPREAD_BYTES);
      submitPass(device, "spread", (pass) => kernels.bagSpread.encode(pass, input, n, extent, 0, sums));
      const { mean, sampleStd } = readSpread(await bench.read(sums, SPREAD_BYTES), extent);
      return { mean, sampleStd };
    },

    /** As for a typed sentence: the moments are made on the GPU too. */
    async sentenceKde(values: Float32Array, bandwidthScale: number, gridPoints: number) {
      const n = values.length;
      const [input, middle] = [bench.uploaded(values), bench.room(MOMENTS_BYTES)];
      const output = bench.room(gridPoints * 4);
      submitPass(device, "kde", (pass) => {
        kernels.moments.encode(pass, input, n, bandwidthScale, middle);
        kernels.kde.encode(pass, input, n, middle, gridPoints, output);
      });
      return new Float32Array(await bench.read(output, gridPoints * 4));
    },

    /** As for a class of a fit: grid and bandwidth come from the processor; undefined where binning does not pay. */
    async binnedKde(values: Float32Array, grid: Float32Array, bandwidth: number) {
      const bins = fineBins(values.length, grid, bandwidth);
      if (!bins) return undefined;
      const g = grid.length;
      const [input, sums] = [bench.uploaded(values), bench.room(binSumsBytes(bins))];
      const [masses, rows] = [bench.room(massesBytes(bins)), bench.room(sumsBytes(1, g))];
      const gaussian = bench.uploaded(nearTable(bins, bandwidth));
      const most = device.limits.maxComputeWorkgroupsPerDimension;
      submitPass(device, "binned KDE", (pass) => {
        kernels.binSums.encode(pass, input, values.length, grid[0]!, bins, sums, most);
        kernels.cubicMasses.encode(pass, sums, bins, masses);
        kernels.convolve.encode(pass, masses, gaussian, bins, bandwidth, g, 0, rows, most);
      });
      const read = readConvolved(await bench.read(rows, sumsBytes(1, g)), 0, g, bins, bandwidth);
      return scaled(read, values.length * bandwidth);
    },

    /** As for a class of a fit that is not binned. */
    async bagKde(values: Float32Array, grid: Float32Array, bandwidth: number) {
      const [n, g] = [values.length, grid.length];
      const [input, points] = [bench.uploaded(values), bench.uploaded(grid)];
      const [slices, rows] = [bench.room(slicesBytes(1, g)), bench.room(exactBytes(g))];
      submitPass(device, "bagKde", (pass) => {
        kernels.bagKde.encode(pass, input, n, points, g, bandwidth, 0, slices);
      });
      submitPass(device, "addSlices", (pass) =>
        kernels.addSlices.encode(pass, slices, 1, points, g, bandwidth, 0, rows),
      );
      return scaled(readExact(await bench.read(rows, exactBytes(g)), 0, grid, bandwidth), n * bandwidth);
    },

    /** Over all values, under the one class and layer of an atlas. */
    async logLikelihood(values: Float32Array, atlas: Atlas) {
      const [tables, modes] = [uploadTables(device, atlas), uploadModes(device, atlas, [parseMode("full")!])];
      ownTables(bench, tables, modes);
      const [input, scores] = [bench.uploaded(values), bench.room(scoresBytes(1, 1, 1))];
      submitPass(device, "logLikelihood", (pass) => {
        kernels.logLikelihood.encode(pass, input, values.length, 0, tables, modes, scores);
      });
      return new Float32Array(await bench.read(scores, scoresBytes(1, 1, 1)))[0]!;
    },
  };
}

export type Ours = ReturnType<typeof openOurs>;
