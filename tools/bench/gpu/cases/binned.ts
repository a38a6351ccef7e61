import { bandwidth } from "../../../../src/core/bandwidth.ts";
import { type BinSums, binSums, cubicMasses, FRACTION_BITS } from "../../../../src/core/binSums.ts";
import { linspaceF32 } from "../../../../src/core/grid.ts";
import { convolve, type FineBins, fineBins, gaussianTable, kde, kdeExact } from "../../../../src/core/kde.ts";
import { moments } from "../../../../src/core/moments.ts";
import { binSumsBytes, createBinSums, readBinSums } from "../../../../src/gpu/binSums.ts";
import { createConvolve, nearTable, readConvolved, sumsBytes } from "../../../../src/gpu/convolve.ts";
import { createCubicMasses, massesBytes } from "../../../../src/gpu/cubicMasses.ts";
import { heavyTailed } from "../../values.ts";
import type { Bench, CaseMaker } from "../kernelCase.ts";
import { count, type Sizes } from "../sizes.ts";
import { binSumsWork, convolveWork, cubicMassesWork, together } from "../work.ts";
import { densityDifference, KDE_TOLERANCE } from "./densities.ts";

const BANDWIDTH_SCALE = 4;
/** A place may be a unit of 2^-20 off, its square three and its cube five. */
const PLACE_TOLERANCE = 5 * 2 ** -FRACTION_BITS;
/** As a share of the values that give to a mass: weights cancel, the values they weigh do not. Some roundings each. */
const MASS_TOLERANCE = 1e-6;
/** Far from all masses a weight is exp of a rounded number of up to 128; near them it is a float of a table. The masses are the same. */
const CONVOLVED_TOLERANCE = 1e-5;

export function binnedCases({ dModel, classVectors, most, gridPoints }: Sizes): CaseMaker[] {
  const sizes = [classVectors * dModel, most];
  return [
    ...sizes.map((n) => binSumsCase(n, gridPoints)),
    cubicMassesCase(sizes[0]!, gridPoints),
    convolveCase(sizes[0]!, gridPoints),
    ...sizes.map((n) => binnedKdeCase(n, gridPoints)),
  ];
}

interface Binned {
  values: Float32Array;
  grid: Float32Array;
  /** Bandwidth. */
  h: number;
  bins: FineBins;
}

function setUp(n: number, gridPoints: number): Binned {
  const values = heavyTailed(n, 5);
  const m = moments(values);
  const h = bandwidth(n, m.sampleStd, BANDWIDTH_SCALE);
  const grid = linspaceF32(m.min, m.max, gridPoints);
  const bins = fineBins(n, grid, h);
  if (!bins) throw new Error(`${n} values on ${gridPoints} points are not binned`);
  return { values, grid, h, bins };
}

const sizeOf = (n: number, gridPoints: number) => `n = ${count(n)}, g = ${count(gridPoints)}`;

/** Bins within reach of each point of the grid, together. */
function pairsOf({ perPoint, reach, count }: FineBins, gridPoints: number): number {
  let pairs = 0;
  for (let point = 0; point < gridPoints; point++) {
    const centre = point * perPoint + 1;
    pairs += Math.min(centre + reach + 1, count + 2) - Math.max(centre - reach, 0);
  }
  return pairs;
}

const sumsWorkOf = ({ values, bins }: Binned) => binSumsWork(values.length, bins.count - 1);
const massesWorkOf = ({ bins }: Binned) => cubicMassesWork(bins.count - 1);
const convolveWorkOf = ({ bins, grid }: Binned) =>
  convolveWork(bins.count + 2, bins.reach + 1, grid.length, pairsOf(bins, grid.length));

/** The kernels that make a bag's density, and their buffers. */
function openBinned(bench: Bench, { values, grid, h, bins }: Binned) {
  const maxGroups = bench.device.limits.maxComputeWorkgroupsPerDimension;
  const [input, sums] = [bench.uploaded(values), bench.room(binSumsBytes(bins))];
  const [masses, rows] = [bench.room(massesBytes(bins)), bench.room(sumsBytes(1, grid.length))];
  const gaussian = bench.uploaded(nearTable(bins, h));
  const kernels = {
    binSums: bench.own(createBinSums(bench.device)),
    cubicMasses: bench.own(createCubicMasses(bench.device)),
    convolve: bench.own(createConvolve(bench.device)),
  };
  type Pass = Parameters<typeof kernels.binSums.encode>[0];
  return {
    sums,
    masses,
    read: async () =>
      readConvolved(await bench.read(rows, sumsBytes(1, grid.length)), 0, grid.length, bins, h),
    reset() {
      const encoder = bench.device.createCommandEncoder();
      encoder.clearBuffer(sums);
      bench.device.queue.submit([encoder.finish()]);
    },
    binSums: (pass: Pass) =>
      kernels.binSums.encode(pass, input, values.length, grid[0]!, bins, sums, maxGroups),
    cubicMasses: (pass: Pass) => kernels.cubicMasses.encode(pass, sums, bins, masses),
    convolve: (pass: Pass) =>
      kernels.convolve.encode(pass, masses, gaussian, bins, h, grid.length, 0, rows, maxGroups),
  };
}

function binSumsCase(n: number, gridPoints: number): CaseMaker {
  return {
    kernel: "binSums",
    size: sizeOf(n, gridPoints),
    open(bench) {
      const made = setUp(n, gridPoints);
      const { values, grid, bins } = made;
      const open = openBinned(bench, made);
      const twin = () => binSums(values, grid[0]!, bins);
      return {
        work: sumsWorkOf(made),
        twin: { name: "binSums", run: twin },
        passes: [open.binSums],
        reset: open.reset,
        difference: async () =>
          sumsDifference(readBinSums(await bench.read(open.sums, binSumsBytes(bins))), twin()),
        tolerance: PLACE_TOLERANCE,
      };
    },
  };
}

/** Of the sums of places, squares and cubes, as a share of the values of a bin; infinite where their number is another. */
function sumsDifference(actual: BinSums, expected: BinSums): number {
  let worst = 0;
  for (const [bin, n] of expected.counts.entries()) {
    if (actual.counts[bin] !== n) return Number.POSITIVE_INFINITY;
    for (const name of ["places", "squares", "cubes"] as const) {
      const off = Math.abs(actual[name][bin]! - expected[name][bin]!) / 2 ** FRACTION_BITS;
      worst = Math.max(worst, off / Math.max(n, 1));
    }
  }
  return worst;
}

function cubicMassesCase(n: number, gridPoints: number): CaseMaker {
  return {
    kernel: "cubicMasses",
    size: sizeOf(n, gridPoints),
    async open(bench) {
      const made = setUp(n, gridPoints);
      const { bins } = made;
      const open = openBinned(bench, made);
      open.reset();
      const encoder = bench.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      open.binSums(pass);
      pass.end();
      bench.device.queue.submit([encoder.finish()]);
      const sums = readBinSums(await bench.read(open.sums, binSumsBytes(bins)));
      const twin = () => cubicMasses(sums);
      return {
        work: massesWorkOf(made),
        twin: { name: "cubicMasses", run: twin },
        passes: [open.cubicMasses],
        async difference() {
          const actual = new Float32Array(await bench.read(open.masses, massesBytes(bins)));
          const expected = twin();
          const givers = (i: number) =>
            sums.counts.subarray(Math.max(i - 3, 0), i + 1).reduce((a, b) => a + b, 0);
          return expected.reduce(
            (worst, e, i) => Math.max(worst, Math.abs(actual[i]! - e) / Math.max(givers(i), 1)),
            0,
          );
        },
        tolerance: MASS_TOLERANCE,
      };
    },
  };
}

function convolveCase(n: number, gridPoints: number): CaseMaker {
  return {
    kernel: "convolve",
    size: sizeOf(n, gridPoints),
    open(bench) {
      const made = setUp(n, gridPoints);
      const { values, grid, h, bins } = made;
      const open = openBinned(bench, made);
      // nothing below 0: of the twin's masses some are, and what they cancel is not what is asked here
      const mass = Float32Array.from(cubicMasses(binSums(values, grid[0]!, bins)), (m) => Math.max(m, 0));
      bench.device.queue.writeBuffer(open.masses, 0, mass);
      const [wide, gaussian] = [Float64Array.from(mass), gaussianTable(bins, h)];
      const twin = () => convolve(wide, gridPoints, bins, gaussian);
      return {
        work: convolveWorkOf(made),
        twin: { name: "convolve", run: twin },
        passes: [open.convolve],
        difference: async () => densityDifference(await open.read(), twin()),
        tolerance: CONVOLVED_TOLERANCE,
      };
    },
  };
}

/** All three, as a class of a fit has them; compared with the exact sum. */
function binnedKdeCase(n: number, gridPoints: number): CaseMaker {
  return {
    kernel: "binnedKde (binSums, cubicMasses, convolve)",
    size: sizeOf(n, gridPoints),
    open(bench) {
      const made = setUp(n, gridPoints);
      const { values, grid, h } = made;
      const open = openBinned(bench, made);
      const norm = 1 / (n * h * Math.sqrt(2 * Math.PI));
      return {
        work: together([sumsWorkOf(made), massesWorkOf(made), convolveWorkOf(made)]),
        twin: { name: "kde", run: () => kde(values, grid, h) },
        passes: [open.binSums, open.cubicMasses, open.convolve],
        reset: open.reset,
        async difference() {
          const sums = await open.read();
          return densityDifference(
            sums.map((sum) => sum * norm),
            kdeExact(values, grid, h),
          );
        },
        tolerance: KDE_TOLERANCE,
      };
    },
  };
}
