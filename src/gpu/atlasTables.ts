import { type Atlas, cutoffsOf, ruleOf } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import type { Mode } from "../core/options.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { f32Cutoffs } from "./f32Cutoffs.ts";
import type { ModeTables, ScoringTables } from "./logLikelihood.ts";

const MAX_F32 = 3.4e38;
/** Modes are bits of one 32-bit word. */
const MAX_MODES = 32;

/** Puts the classes' densities on the GPU (the pooled reference is never scored). @throws Failure("no-webgpu") */
export function uploadTables(device: GPUDevice, atlas: Atlas): ScoringTables {
  const { classes, options } = atlas.recipe;
  const rows = classes.length * atlas.nLayers;
  const density = atlas.density.subarray(0, rows * options.gridPoints);
  const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (density.byteLength > most) {
    throw new Failure(
      "no-webgpu",
      `This atlas has ${density.byteLength} bytes of densities and the GPU takes ${most}: choose WebAssembly.`,
    );
  }
  const grids = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const [min, max] = [atlas.gridMin[row]!, atlas.gridMax[row]!];
    grids[2 * row] = min;
    grids[2 * row + 1] = max > min ? Math.min((options.gridPoints - 1) / (max - min), MAX_F32) : 0;
  }
  return {
    nClasses: classes.length,
    nLayers: atlas.nLayers,
    gridPoints: options.gridPoints,
    densityFloor: options.densityFloor,
    density: upload(device, "atlas density", density),
    grids: upload(device, "atlas grids", grids),
  };
}

/** Puts the cut-offs of several modes on the GPU. */
export function uploadModes(device: GPUDevice, atlas: Atlas, modes: readonly Mode[]): ModeTables {
  if (modes.length === 0 || modes.length > MAX_MODES) throw new Error(`${modes.length} modes to score`);
  const nClasses = atlas.recipe.classes.length;
  const cutoffs = new Float32Array(modes.length * nClasses * atlas.nLayers * 2);
  let at = 0;
  let [fullModes, strictModes] = [0, 0];
  modes.forEach((mode, m) => {
    const { strict } = modeTails(atlas, 0, 0, mode);
    if (mode.kind === "full") fullModes |= 1 << m;
    if (strict) strictModes |= 1 << m;
    for (let c = 0; c < nClasses; c++) {
      for (let layer = 0; layer < atlas.nLayers; layer++) {
        const { left, right } = f32Cutoffs(modeTails(atlas, c, layer, mode).cutoffs, strict);
        cutoffs[at++] = left;
        cutoffs[at++] = right;
      }
    }
  });
  return {
    nModes: modes.length,
    cutoffs: upload(device, "mode cut-offs", cutoffs),
    fullModes: fullModes >>> 0,
    strictModes: strictModes >>> 0,
  };
}

/** What a mode takes for the tails of a class × layer; "full" shows those of "tails". */
export function modeTails(
  atlas: Atlas,
  classIndex: number,
  layer: number,
  mode: Mode,
): { cutoffs: TailCutoffs; strict: boolean } {
  const k = mode.kind === "std" ? mode.k : undefined;
  return { cutoffs: cutoffsOf(atlas, classIndex, layer, k), strict: ruleOf(atlas, k).rule === "std" };
}

function upload(device: GPUDevice, label: string, data: Float32Array): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label, size: data.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, data as Float32Array<ArrayBuffer>);
  return buffer;
}
