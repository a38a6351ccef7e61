import { type Atlas, cutoffsOf, densityRow, ruleOf } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import type { TailCutoffs } from "../core/tails.ts";
import { cutoffOrders } from "./f32Cutoffs.ts";
import { type GpuLimits, limitsOf, requireRoom } from "./limits.ts";
import { type ClassRange, type ModeTables, type ScoringTables, scoresBytes } from "./logLikelihood.ts";

const MAX_F32 = 3.4e38;
/** Modes are bits of one 32-bit word. */
const MAX_MODES = 32;

/**
 * Puts the classes' densities on the GPU (the pooled reference is never scored): a table a layer, because a layer is scored at a
 * time; however large the atlas, that stays one dispatch. Only a layer that alone is more than a buffer or a dispatch takes is cut
 * into ranges of classes.
 * @throws Failure("no-webgpu") where not even one density fits
 */
export function uploadTables(
  device: GPUDevice,
  atlas: Atlas,
  limits: GpuLimits = limitsOf(device),
): ScoringTables {
  const { classes, options } = atlas.recipe;
  const { gridPoints, densityFloor } = options;
  const rows = classes.length * atlas.nLayers;
  requireRoom(gridPoints * 4, limits, "one density of this atlas");
  requireRoom(rows * 8, limits, "this atlas's cut-offs");
  const grids = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const [min, max] = [atlas.gridMin[row]!, atlas.gridMax[row]!];
    grids[2 * row] = min;
    grids[2 * row + 1] = max > min ? Math.min((gridPoints - 1) / (max - min), MAX_F32) : 0;
  }
  return {
    nClasses: classes.length,
    nLayers: atlas.nLayers,
    gridPoints,
    densityFloor,
    layers: Array.from({ length: atlas.nLayers }, (_, layer) => uploadLayer(device, atlas, layer, limits)),
    grids: upload(device, "atlas grids", grids),
  };
}

function uploadLayer(device: GPUDevice, atlas: Atlas, layer: number, limits: GpuLimits): ClassRange[] {
  const { gridPoints } = atlas.recipe.options;
  const nClasses = atlas.recipe.classes.length;
  const perRange = Math.min(Math.floor(limits.bindingBytes / (gridPoints * 4)), limits.maxGroups);
  const ranges: ClassRange[] = [];
  for (let firstClass = 0; firstClass < nClasses; firstClass += perRange) {
    const n = Math.min(perRange, nClasses - firstClass);
    const density = new Float32Array(n * gridPoints);
    for (let c = 0; c < n; c++) density.set(densityRow(atlas, firstClass + c, layer), c * gridPoints);
    ranges.push({
      firstClass,
      nClasses: n,
      density: upload(device, `atlas density of layer ${layer}`, density),
    });
  }
  return ranges;
}

export function destroyTables({ layers, grids }: ScoringTables): void {
  grids.destroy();
  for (const { density } of layers.flat()) density.destroy();
}

/** Puts the cut-offs of several modes on the GPU. @throws Failure("no-webgpu") where they, or the scores, are more than a buffer */
export function uploadModes(
  device: GPUDevice,
  atlas: Atlas,
  modes: readonly Mode[],
  limits: GpuLimits = limitsOf(device),
): ModeTables {
  if (modes.length === 0 || modes.length > MAX_MODES) throw new Error(`${modes.length} modes to score`);
  const nClasses = atlas.recipe.classes.length;
  requireRoom(
    scoresBytes(modes.length, nClasses, atlas.nLayers),
    limits,
    `the scores of ${modes.length} modes`,
  );
  const cutoffs = new Uint32Array(modes.length * nClasses * atlas.nLayers * 2);
  let at = 0;
  let fullModes = 0;
  modes.forEach((mode, m) => {
    if (mode.kind === "full") fullModes |= 1 << m;
    for (let c = 0; c < nClasses; c++) {
      for (let layer = 0; layer < atlas.nLayers; layer++) {
        const tails = modeTails(atlas, c, layer, mode);
        cutoffs.set(cutoffOrders(tails.cutoffs, tails.strict), at);
        at += 2;
      }
    }
  });
  return {
    nModes: modes.length,
    cutoffs: upload(device, "mode cut-offs", cutoffs),
    fullModes: fullModes >>> 0,
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

function upload(device: GPUDevice, label: string, data: Float32Array | Uint32Array): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label, size: data.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, data as Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>);
  return buffer;
}
