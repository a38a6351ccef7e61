import { bandwidth } from "../../../../src/core/bandwidth.ts";
import { type Moments, moments } from "../../../../src/core/moments.ts";
import {
  createBagExtent,
  createBagSpread,
  EXTENT_BYTES,
  readExtent,
  readSpread,
  SPREAD_BYTES,
} from "../../../../src/gpu/bagMoments.ts";
import { createMoments, MOMENTS_BYTES, readMoments } from "../../../../src/gpu/moments.ts";
import { heavyTailed } from "../../values.ts";
import type { CaseMaker } from "../kernelCase.ts";
import { count, type Sizes } from "../sizes.ts";
import { bagExtentWork, bagSpreadWork, momentsWork } from "../work.ts";

/** Sums of two floats are nearly exact; what is left are the roundings of the mean and of each distance from it to a float. */
const TOLERANCE = 1e-6;
const BANDWIDTH_SCALE = 4;

export function momentsCases({ dModel, classVectors, most }: Sizes): CaseMaker[] {
  const n = classVectors * dModel;
  return [
    ...[dModel, n, most].map(momentsCase),
    ...[n, most].map(bagExtentCase),
    ...[n, most].map(bagSpreadCase),
  ];
}

/** Relative; the mean's as a share of the deviation, because of centred values it is nothing but rounding. */
function differenceOf(
  actual: Partial<Moments> & { bandwidth?: number },
  twin: Moments & { bandwidth?: number },
): number {
  const relative = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? 0 : Math.abs(a - b) / Math.abs(b);
  return Math.max(
    actual.mean === undefined ? 0 : Math.abs(actual.mean - twin.mean) / twin.std,
    ...(["min", "max", "std", "sampleStd", "bandwidth"] as const).map((name) =>
      relative(actual[name], twin[name]),
    ),
  );
}

function momentsCase(n: number): CaseMaker {
  return {
    kernel: "moments",
    size: `n = ${count(n)}`,
    open(bench) {
      const values = heavyTailed(n, 3);
      const [input, output] = [bench.uploaded(values), bench.room(MOMENTS_BYTES)];
      const kernel = bench.own(createMoments(bench.device));
      return {
        work: momentsWork(n),
        twin: { name: "moments", run: () => moments(values) },
        passes: [(pass) => kernel.encode(pass, input, n, BANDWIDTH_SCALE, output)],
        async difference() {
          const actual = readMoments(await bench.read(output, MOMENTS_BYTES));
          const m = moments(values);
          return differenceOf(actual, { ...m, bandwidth: bandwidth(n, m.sampleStd, BANDWIDTH_SCALE) });
        },
        tolerance: TOLERANCE,
      };
    },
  };
}

function bagExtentCase(n: number): CaseMaker {
  return {
    kernel: "bagExtent",
    size: `n = ${count(n)}`,
    open(bench) {
      const values = heavyTailed(n, 4);
      const [input, output] = [bench.uploaded(values), bench.room(EXTENT_BYTES)];
      const kernel = bench.own(createBagExtent(bench.device));
      return {
        work: bagExtentWork(n, EXTENT_BYTES),
        twin: { name: "moments (both passes)", run: () => moments(values) },
        passes: [(pass) => kernel.encode(pass, input, n, 0, output)],
        async difference() {
          const { min, max, mean, nonFinite } = readExtent(await bench.read(output, EXTENT_BYTES), n);
          return nonFinite > 0 ? Number.NaN : differenceOf({ min, max, mean }, moments(values));
        },
        tolerance: TOLERANCE,
      };
    },
  };
}

function bagSpreadCase(n: number): CaseMaker {
  return {
    kernel: "bagSpread",
    size: `n = ${count(n)}`,
    open(bench) {
      const values = heavyTailed(n, 4);
      const extent = { ...moments(values), nonFinite: 0 };
      const [input, output] = [bench.uploaded(values), bench.room(SPREAD_BYTES)];
      const kernel = bench.own(createBagSpread(bench.device));
      return {
        work: bagSpreadWork(n, SPREAD_BYTES),
        twin: { name: "moments (both passes)", run: () => moments(values) },
        passes: [(pass) => kernel.encode(pass, input, n, extent, 0, output)],
        difference: async () =>
          differenceOf(readSpread(await bench.read(output, SPREAD_BYTES), extent), moments(values)),
        tolerance: TOLERANCE,
      };
    },
  };
}
