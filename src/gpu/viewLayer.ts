import { Failure } from "../core/failure.ts";
import { requireFinite } from "../core/finite.ts";
import type { Mode } from "../core/options.ts";
import type { LayerView } from "../core/seams.ts";
import { bagPlaces } from "../core/tailValues.ts";
import { modeTails } from "./atlasTables.ts";
import { submitPass, watched } from "./device.ts";
import { requireReach } from "./f32Reach.ts";
import { MOMENTS_BYTES, readMoments } from "./moments.ts";
import { type Part, readBack } from "./readback.ts";
import type { Bag, Machine } from "./scorer.ts";
import { readTails, TAIL_COUNT_BYTES, tailsBytes, tailsRoom } from "./tailMask.ts";

/** Tail values that come back with the density; only where there are more is the GPU asked again. A dozen sketches, 64 KB in all. */
const FIRST_TAILS = 32;

/**
 * Density, moments and tail values of a bag: what the page draws, all that is read back.
 * @throws Failure("bad-data") where values are not finite, Failure("no-webgpu") where float32 does not hold their numbers
 */
export async function viewLayer(
  machine: Machine,
  { values, count }: Bag,
  layer: number,
  classIndex: number,
  mode: Mode,
  gridPoints = machine.atlas.recipe.options.gridPoints,
): Promise<LayerView> {
  const { device, kernels, pool, atlas, limits } = machine;
  const { bandwidthScale, prependBos } = atlas.recipe.options;
  const { cutoffs, strict } = modeTails(atlas, classIndex, layer, mode);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const room = tailsRoom(count, limits);
  const moments = pool.take("moments", MOMENTS_BYTES, usage);
  const y = pool.take("density", gridPoints * 4, usage);
  const found = pool.take("tails", tailsBytes(room), usage);
  const read = (...parts: Part[]) => readBack(device, pool, parts);
  try {
    const { accepted } = watched(device, `the density of layer ${layer}`, () =>
      submitPass(device, `view of layer ${layer}`, (pass) => {
        kernels.moments.encode(pass, values, count, bandwidthScale, moments);
        kernels.kde.encode(pass, values, count, moments, gridPoints, y);
        kernels.tailMask.encode(pass, values, count, cutoffs, strict, found, room);
      }),
    );
    const firstBytes = tailsBytes(Math.min(room, FIRST_TAILS));
    const [bytes] = await Promise.all([
      read(
        { buffer: moments, bytes: MOMENTS_BYTES },
        { buffer: y, bytes: gridPoints * 4 },
        { buffer: found, bytes: firstBytes },
      ),
      accepted,
    ]);
    const m = readMoments(bytes);
    requireFinite(m.nonFinite, count, layer);
    requireReach(`layer ${layer}`, m, [m.mean, m.bandwidth]);
    const tailsAt = MOMENTS_BYTES + gridPoints * 4;
    const nTails = new Uint32Array(bytes, tailsAt, 1)[0]!;
    requireTailRoom(nTails, room, layer);
    const first = bytes.slice(tailsAt + TAIL_COUNT_BYTES, tailsAt + Math.min(firstBytes, tailsBytes(nTails)));
    const rest = tailsBytes(nTails) - firstBytes;
    const more = rest > 0 ? await read({ buffer: found, from: firstBytes, bytes: rest }) : new ArrayBuffer(0);
    return {
      layer,
      gridMin: m.min,
      gridMax: m.max,
      y: new Float32Array(bytes, MOMENTS_BYTES, gridPoints).slice(),
      mean: m.mean,
      std: m.sampleStd * Math.sqrt((count - 1) / count),
      bandwidth: m.bandwidth,
      cutoffs,
      tails: readTails([first, more], bagPlaces(count, machine.dModel, prependBos)),
      count,
    };
  } finally {
    pool.give(moments, y, found);
  }
}

function requireTailRoom(nTails: number, room: number, layer: number): void {
  if (nTails <= room) return;
  throw new Failure(
    "no-webgpu",
    `Layer ${layer} has ${nTails} values in the tails and the GPU's buffers hold ${room}: choose WebAssembly.`,
  );
}
