import { bandwidth } from "../../../../src/core/bandwidth.ts";
import { linspaceF32 } from "../../../../src/core/grid.ts";
import { kdeExact } from "../../../../src/core/kde.ts";
import { moments } from "../../../../src/core/moments.ts";
import {
  createAddSlices,
  createBagKde,
  exactBytes,
  readExact,
  slicesBytes,
} from "../../../../src/gpu/bagKde.ts";
import { submitPass } from "../../../../src/gpu/device.ts";
import { createKde } from "../../../../src/gpu/kde.ts";
import type { ComputePass } from "../../../../src/gpu/kernel.ts";
import { createMoments, MOMENTS_BYTES } from "../../../../src/gpu/moments.ts";
import { maxRelativeError } from "../../../../test/support/close.ts";
import { heavyTailed } from "../../values.ts";
import type { Bench, CaseMaker } from "../kernelCase.ts";
import { count, type Sizes } from "../sizes.ts";
import { addSlicesWork, bagKdeWork, kdeWork } from "../work.ts";

const BANDWIDTH_SCALE = 4;
/** Issue 6's own. exp of a float's rounded distance is what it costs: u²/2 is 20 where the density is 1e-9 of its peak. */
export const KDE_TOLERANCE = 1e-4;
/** Below this share of the peak a density is not compared… */
const LEAST_SHARE = 1e-9;
/** …nor where it is no normal float, which a GPU may take for 0. */
const LEAST = 2 ** -126;

export function densityCases({
  dModel,
  classVectors,
  mostByEach,
  gridPoints,
  sketchPoints,
}: Sizes): CaseMaker[] {
  const n = classVectors * dModel;
  return [
    kdeCase(dModel, sketchPoints),
    kdeCase(dModel, gridPoints),
    kdeCase(n, gridPoints),
    kdeCase(mostByEach, gridPoints),
    bagKdeCase(n, gridPoints),
    bagKdeCase(mostByEach, gridPoints),
    addSlicesCase(1, gridPoints),
    addSlicesCase(16, gridPoints),
  ];
}

function setUp(n: number, gridPoints: number) {
  const values = heavyTailed(n, 5);
  const m = moments(values);
  const h = bandwidth(n, m.sampleStd, BANDWIDTH_SCALE);
  return { values, grid: linspaceF32(m.min, m.max, gridPoints), h };
}

/** Relative, wherever the density is worth comparing. */
export function densityDifference(actual: ArrayLike<number>, expected: Float64Array): number {
  const least = Math.max(LEAST_SHARE * expected.reduce((a, b) => Math.max(a, b), 0), LEAST);
  return maxRelativeError(actual, expected, (e) => e > least).error;
}

function kdeCase(n: number, gridPoints: number): CaseMaker {
  return {
    kernel: "kde",
    size: `n = ${count(n)}, g = ${count(gridPoints)}`,
    async open(bench) {
      const { values, grid, h } = setUp(n, gridPoints);
      const bytes = gridPoints * 4;
      const [input, middle, output] = [bench.uploaded(values), bench.room(MOMENTS_BYTES), bench.room(bytes)];
      const before = bench.own(createMoments(bench.device));
      const kernel = bench.own(createKde(bench.device));
      const encoder = bench.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      before.encode(pass, input, n, BANDWIDTH_SCALE, middle);
      pass.end();
      bench.device.queue.submit([encoder.finish()]);
      const twin = () => kdeExact(values, grid, h);
      return {
        work: kdeWork(n, gridPoints),
        twin: { name: "kdeExact", run: twin },
        passes: [(pass) => kernel.encode(pass, input, n, middle, gridPoints, output)],
        difference: async () => densityDifference(new Float32Array(await bench.read(output, bytes)), twin()),
        tolerance: KDE_TOLERANCE,
      };
    },
  };
}

/** The sums over a class's bag: their slices, and compared, as they are used, with the slices put together. */
function openExact(bench: Bench, n: number, gridPoints: number, nParts: number) {
  const { values, grid, h } = setUp(n, gridPoints);
  const [points, slices] = [bench.uploaded(grid), bench.room(slicesBytes(nParts, gridPoints))];
  const sums = bench.room(exactBytes(gridPoints));
  const [kernel, adding] = [bench.own(createBagKde(bench.device)), bench.own(createAddSlices(bench.device))];
  const perPart = Math.ceil(n / nParts);
  const parts = Array.from({ length: nParts }, (_, p) => values.subarray(p * perPart, (p + 1) * perPart));
  const inputs = parts.map((part) => bench.uploaded(part));
  return {
    passes: parts.map((part, p) => (pass: ComputePass) => {
      kernel.encode(pass, inputs[p]!, part.length, points, gridPoints, h, p, slices);
    }),
    add: (pass: ComputePass) => adding.encode(pass, slices, nParts, points, gridPoints, h, 0, sums),
    read: async () => readExact(await bench.read(sums, exactBytes(gridPoints)), 0, grid, h),
    twin: () => kdeExact(values, grid, h),
    norm: 1 / (n * h * Math.sqrt(2 * Math.PI)),
  };
}

function bagKdeCase(n: number, gridPoints: number): CaseMaker {
  return {
    kernel: "bagKde",
    size: `n = ${count(n)}, g = ${count(gridPoints)}`,
    open(bench) {
      const { passes, add, read, twin, norm } = openExact(bench, n, gridPoints, 1);
      return {
        work: bagKdeWork(n, gridPoints, slicesBytes(1, gridPoints)),
        twin: { name: "kdeExact", run: twin },
        passes,
        async difference() {
          submitPass(bench.device, "addSlices", add);
          const sums = await read();
          return densityDifference(
            sums.map((sum) => sum * norm),
            twin(),
          );
        },
        tolerance: KDE_TOLERANCE,
      };
    },
  };
}

function addSlicesCase(nParts: number, gridPoints: number): CaseMaker {
  const n = 1000 * nParts;
  return {
    kernel: "addSlices",
    size: `${nParts} part${nParts > 1 ? "s" : ""}, g = ${count(gridPoints)}`,
    open(bench) {
      const { passes, add, read, twin, norm } = openExact(bench, n, gridPoints, nParts);
      for (const pass of passes) submitPass(bench.device, "bagKde", pass);
      return {
        work: addSlicesWork(slicesBytes(nParts, gridPoints) / (8 * gridPoints), gridPoints),
        twin: { name: `kdeExact of ${count(n)} values`, run: twin },
        passes: [add],
        async difference() {
          const sums = await read();
          return densityDifference(
            sums.map((sum) => sum * norm),
            twin(),
          );
        },
        tolerance: KDE_TOLERANCE,
      };
    },
  };
}
