import { type Atlas, emptyAtlas, setDensity } from "../../../src/core/atlas.ts";
import { bandwidth } from "../../../src/core/bandwidth.ts";
import { interpolate } from "../../../src/core/density.ts";
import { fitDensity } from "../../../src/core/fitDensity.ts";
import { linspaceF32 } from "../../../src/core/grid.ts";
import { kde, kdeExact } from "../../../src/core/kde.ts";
import { moments } from "../../../src/core/moments.ts";
import { PUBLISHED } from "../../../src/core/options.ts";
import { maxRelativeError } from "../../../test/support/close.ts";
import { STUDIED } from "./errors/bags.ts";
import { type ErrorRow, type ErrorStudy, errorLine, type Quantity } from "./errors/errorTable.ts";
import { type Ours, openOurs } from "./errors/ours.ts";
import { plainKde, plainLogLikelihood, plainStd } from "./errors/plain.ts";
import { exactSum, pairwiseSum, runningSum } from "./errors/sums.ts";
import { openBench } from "./openBench.ts";
import type { BenchDevice } from "./openDevice.ts";

const SIZES = [100, 1000, 10_000, 100_000, 1_000_000];
const QUICK_SIZES = [100, 5000];
/** Few, so that a million values are no matter of minutes; at both ends as well. */
const GRID_POINTS = 41;
const BANDWIDTH_SCALE = 4;
/** Of the peak: as far into the tails as densities are compared. */
const LEAST_SHARE = 1e-9;
/** Values that the density is fitted on under which they are scored. */
const FITTED = 10_000;

/** Sums, deviations, densities and scores in float32, by plain loops, in pairs and by the kernels, against float64. */
export async function runErrorStudy(
  { device, name, software }: BenchDevice,
  { only, quick }: { only: readonly string[]; quick: boolean },
  tell: (line: string) => void,
): Promise<ErrorStudy> {
  const rows: ErrorRow[] = [];
  for (const { name: bag, make } of STUDIED) {
    for (const n of quick ? QUICK_SIZES : SIZES) {
      const bench = openBench(device);
      const values = make(n);
      const ours = openOurs(bench);
      for (const [quantity, study] of Object.entries(STUDIES) as [Quantity, Study][]) {
        if (only.length > 0 && !only.some((part) => quantity.toLowerCase().includes(part.toLowerCase())))
          continue;
        const row = { quantity, bag, n, ...(await study(values, ours)) };
        rows.push(row);
        tell(errorLine(row));
      }
      bench.close();
    }
  }
  const order = Object.keys(STUDIES);
  rows.sort((a, b) => order.indexOf(a.quantity) - order.indexOf(b.quantity));
  return { device: name, software, rows };
}

type Study = (values: Float32Array, ours: Ours) => Promise<Pick<ErrorRow, "errors" | "cancellation">>;

const STUDIES: Record<Quantity, Study> = {
  sum: async (values, ours) => {
    const cancellation = exactSum(values.map(Math.abs)) / Math.abs(exactSum(values));
    return { errors: await sumErrors(values, ours), cancellation };
  },
  mean: async (values, ours) => ({ errors: await meanErrors(values, ours) }),
  "sample standard deviation": async (values, ours) => ({ errors: await stdErrors(values, ours) }),
  KDE: async (values, ours) => ({ errors: await kdeErrors(values, ours) }),
  "log-likelihood": async (values, ours) => ({ errors: await scoreErrors(values, ours) }),
};

const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.abs(expected);

async function sumErrors(values: Float32Array, ours: Ours) {
  const exact = exactSum(values);
  const n = values.length;
  return {
    "running, f32": relative(runningSum(values), exact),
    "pairwise, f32": relative(pairwiseSum(values), exact),
    "ours: two floats": relative((await ours.sentenceMoments(values)).mean * n, exact),
  };
}

/** As a share of the standard deviation: of values about 0 the mean is nothing but what they leave of each other. */
async function meanErrors(values: Float32Array, ours: Ours) {
  const n = values.length;
  const exact = exactSum(values) / n;
  const { std } = moments(values);
  const share = (mean: number) => Math.abs(mean - exact) / std;
  return {
    "running, f32": share(Math.fround(runningSum(values) / n)),
    "pairwise, f32": share(Math.fround(pairwiseSum(values) / n)),
    "ours, a sentence": share((await ours.sentenceMoments(values)).mean),
    "ours, a fit": share((await ours.bagMoments(values)).mean),
  };
}

async function stdErrors(values: Float32Array, ours: Ours) {
  const exact = moments(values).sampleStd;
  return {
    "running, f32": relative(plainStd(values, runningSum), exact),
    "pairwise, f32": relative(plainStd(values, pairwiseSum), exact),
    "ours, a sentence": relative((await ours.sentenceMoments(values)).sampleStd, exact),
    "ours, a fit": relative((await ours.bagMoments(values)).sampleStd, exact),
  };
}

/** Binned ones at points as even as they take them: those of a float32 grid lie up to half a last bit beside them. */
async function kdeErrors(values: Float32Array, ours: Ours) {
  const m = moments(values);
  const grid = linspaceF32(m.min, m.max, GRID_POINTS);
  const even = Float64Array.from(grid, (_, k) => m.min + (k * (m.max - m.min)) / (GRID_POINTS - 1));
  const h = bandwidth(m.count, m.sampleStd, BANDWIDTH_SCALE);
  const exact = kdeExact(values, grid, h);
  const least = LEAST_SHARE * exact.reduce((a, b) => Math.max(a, b), 0);
  const error = (y: ArrayLike<number>, e = exact) => maxRelativeError(y, e, (e) => e > least).error;
  const binned = await ours.binnedKde(values, grid, h);
  const evenly = kdeExact(values, even, h);
  return {
    "running, f32": error(plainKde(values, grid, h, runningSum)),
    "pairwise, f32": error(plainKde(values, grid, h, pairwiseSum)),
    "binned, float64": error(kde(values, grid, h), evenly),
    "ours, a sentence": error(await ours.sentenceKde(values, BANDWIDTH_SCALE, GRID_POINTS)),
    ...(binned && { "ours, a fit": error(binned, evenly) }),
    "ours, a fit not binned": error(await ours.bagKde(values, grid, h)),
  };
}

async function scoreErrors(values: Float32Array, ours: Ours) {
  const atlas = atlasOf(values.subarray(0, FITTED));
  const floor = PUBLISHED.densityFloor;
  const [gridMin, gridMax] = [atlas.gridMin[0]!, atlas.gridMax[0]!];
  const y = atlas.density.subarray(0, PUBLISHED.gridPoints);
  const table = { y, gridMin, gridMax, cutoffs: { left: gridMin, right: gridMax } };
  const grid = Float64Array.from(y, (_, k) => gridMin + (k * (gridMax - gridMin)) / (y.length - 1));
  const exact = exactSum(Float64Array.from(values, (v) => Math.log(interpolate(grid, y, v) + floor)));
  return {
    "running, f32": relative(plainLogLikelihood(values, table, floor, runningSum), exact),
    "pairwise, f32": relative(plainLogLikelihood(values, table, floor, pairwiseSum), exact),
    ours: relative(await ours.logLikelihood(values, atlas), exact),
  };
}

/** One class at one layer, of these values. */
function atlasOf(values: Float32Array): Atlas {
  const atlas = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id: "made up", architecture: "gpt2", nLayers: 1, dModel: values.length, weightsSha256: "" },
    data: { name: "made up", sha256: "", nTrain: 1, nTest: 0, split: "none" },
    options: PUBLISHED,
    classes: [["class 0"]],
  });
  setDensity(atlas, 0, 0, fitDensity(values, PUBLISHED, "class 0"));
  return atlas;
}
