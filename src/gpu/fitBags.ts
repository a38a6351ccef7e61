import { bandwidth } from "../core/bandwidth.ts";
import { Failure } from "../core/failure.ts";
import { requireSpread } from "../core/fitDensity.ts";
import { linspaceF32 } from "../core/grid.ts";
import type { FittedRow } from "../core/rows.ts";
import { bagDensities } from "./bagDensities.ts";
import { type BagExtent, EXTENT_BYTES, readExtent, readSpread, SPREAD_BYTES } from "./bagMoments.ts";
import { submitPass, watched } from "./device.ts";
import { requireReach } from "./f32Reach.ts";
import { fitCutoffs } from "./fitCutoffs.ts";
import type { FitMachine } from "./gpuFit.ts";
import type { ComputePass } from "./kernel.ts";
import { readBack } from "./readback.ts";

/** Values [count] on the GPU, a part of a bag or all of it. */
export interface BagPart {
  values: GPUBuffer;
  count: number;
}

/** Read when called: where a browser has no WebGPU this file is loaded all the same. */
const outputUsage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;

/**
 * Densities, moments and cut-offs of bags, one a layer. Sums of the parts, the densities and points of them come back, and nothing else.
 * @throws Failure("bad-data") where a bag has no density, Failure("no-webgpu") where float32 does not hold its numbers
 */
export async function fitBags(
  machine: FitMachine,
  path: string,
  bags: readonly (readonly BagPart[])[],
): Promise<FittedRow[]> {
  const { bandwidthScale, gridPoints } = machine.recipe.options;
  const nameOf = (layer: number) => `"${path}" at layer ${layer}`;
  const extents = await extentsOf(machine, bags);
  for (const [layer, extent] of extents.entries()) requireExtent(extent, nameOf(layer));
  const moments = await momentsOf(machine, bags, extents);
  for (const [layer, m] of moments.entries()) requireSpread(m, nameOf(layer));
  const curves = moments.map((m) => ({
    total: m.count,
    grid: linspaceF32(m.min, m.max, gridPoints),
    bandwidth: bandwidth(m.count, m.sampleStd, bandwidthScale),
  }));
  const ys = await bagDensities(machine, bags, curves);
  const densities = curves.map(({ grid }, layer) => ({ grid, y: ys[layer]! }));
  const cutoffs = await fitCutoffs(machine, bags, curves, densities, moments);
  return densities.map((density, layer) => ({
    density,
    moments: moments[layer]!,
    cutoffs: cutoffs[layer]!,
  }));
}

function requireExtent({ count, min, max, mean, nonFinite }: BagExtent, what: string): void {
  if (nonFinite > 0) {
    throw new Failure(
      "bad-data",
      `The values of ${what} are not all finite (${nonFinite} of ${count}): no density can be fitted.`,
    );
  }
  requireReach(what, { min, max }, [mean]);
}

async function extentsOf(machine: FitMachine, bags: readonly (readonly BagPart[])[]): Promise<BagExtent[]> {
  const answers = await overParts(machine, "extremes", bags, EXTENT_BYTES, (pass, part, at, extents) => {
    machine.kernels.bagExtent.encode(pass, part.values, part.count, at, extents);
  });
  return answers.map((bytes, layer) => readExtent(bytes, countOf(bags[layer]!)));
}

async function momentsOf(
  machine: FitMachine,
  bags: readonly (readonly BagPart[])[],
  extents: readonly BagExtent[],
) {
  const answers = await overParts(
    machine,
    "deviations",
    bags,
    SPREAD_BYTES,
    (pass, part, at, sums, layer) => {
      machine.kernels.bagSpread.encode(pass, part.values, part.count, extents[layer]!, at, sums);
    },
  );
  return extents.map((extent, layer) =>
    extent.max > extent.min
      ? { ...extent, ...readSpread(answers[layer]!, extent) }
      : { ...extent, std: 0, sampleStd: 0 },
  );
}

/** Runs a pass over every part of every bag; each leaves `bytes`, which come back layer by layer in one mapping. */
async function overParts(
  { device, pool }: FitMachine,
  what: string,
  bags: readonly (readonly BagPart[])[],
  bytes: number,
  encode: (pass: ComputePass, part: BagPart, at: number, output: GPUBuffer, layer: number) => void,
): Promise<ArrayBuffer[]> {
  const nParts = bags.reduce((n, parts) => n + parts.length, 0);
  const output = pool.take(what, nParts * bytes, outputUsage());
  try {
    const { accepted } = watched(device, `the ${what} of a class`, () => {
      let at = 0;
      for (const [layer, parts] of bags.entries()) {
        for (const part of parts) {
          const place = at++;
          submitPass(device, what, (pass) => encode(pass, part, place, output, layer));
        }
      }
    });
    const [read] = await Promise.all([
      readBack(device, pool, [{ buffer: output, bytes: nParts * bytes }]),
      accepted,
    ]);
    let from = 0;
    return bags.map((parts) => {
      const begin = from;
      from += parts.length * bytes;
      return read.slice(begin, from);
    });
  } finally {
    pool.give(output);
  }
}

const countOf = (parts: readonly BagPart[]): number => parts.reduce((n, { count }) => n + count, 0);
