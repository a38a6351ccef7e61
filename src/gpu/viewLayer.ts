import { Failure } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import type { LayerView } from "../core/seams.ts";
import { modeTails } from "./atlasTables.ts";
import { submitPass, watched } from "./device.ts";
import { MOMENTS, MOMENTS_BYTES, readMoments } from "./moments.ts";
import { readBack } from "./readback.ts";
import type { Bag, Machine } from "./scorer.ts";
import { readTails, TAIL_COUNT_BYTES, tailsBytes } from "./tailMask.ts";

/** Density, moments and tail values of a bag: what the page draws, all that is read back. @throws Failure("bad-data") */
export async function viewLayer(
  machine: Machine,
  { values, count }: Bag,
  layer: number,
  classIndex: number,
  mode: Mode,
  gridPoints = machine.atlas.recipe.options.gridPoints,
): Promise<LayerView> {
  const { device, kernels, pool, atlas } = machine;
  const { bandwidthScale } = atlas.recipe.options;
  const { cutoffs, strict } = modeTails(atlas, classIndex, layer, mode);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const moments = pool.take("moments", MOMENTS_BYTES, usage);
  const y = pool.take("density", gridPoints * 4, usage);
  const found = pool.take("tails", tailsBytes(count), usage);
  try {
    const { accepted } = watched(device, `the density of layer ${layer}`, () =>
      submitPass(device, `view of layer ${layer}`, (pass) => {
        kernels.moments.encode(pass, values, count, bandwidthScale, moments);
        kernels.kde.encode(pass, values, count, moments, gridPoints, y);
        kernels.tailMask.encode(pass, values, count, cutoffs, strict, found);
      }),
    );
    const [bytes] = await Promise.all([
      readBack(device, pool, [
        { buffer: moments, bytes: MOMENTS_BYTES },
        { buffer: y, bytes: gridPoints * 4 },
        { buffer: found, bytes: TAIL_COUNT_BYTES },
      ]),
      accepted,
    ]);
    const m = readMoments(new Float32Array(bytes, 0, MOMENTS.length));
    if (!Number.isFinite(m.bandwidth) || !Number.isFinite(m.mean)) {
      throw new Failure("bad-data", `The values of layer ${layer} are not all finite: they have no density.`);
    }
    const nTails = new Uint32Array(bytes, MOMENTS_BYTES + gridPoints * 4)[0]!;
    const part = { buffer: found, from: TAIL_COUNT_BYTES, bytes: tailsBytes(nTails) - TAIL_COUNT_BYTES };
    return {
      layer,
      gridMin: m.min,
      gridMax: m.max,
      y: new Float32Array(bytes, MOMENTS_BYTES, gridPoints).slice(),
      mean: m.mean,
      std: m.sampleStd * Math.sqrt((count - 1) / count),
      bandwidth: m.bandwidth,
      cutoffs,
      tails: nTails > 0 ? readTails(await readBack(device, pool, [part]), machine.dModel) : [],
      count,
    };
  } finally {
    pool.give(moments, y, found);
  }
}
