import type { Atlas } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import type { ModeScores, SentenceScorer } from "../core/seams.ts";
import type { BufferPool } from "./bufferPool.ts";
import { submitPass, watched } from "./device.ts";
import type { Kernels } from "./kernels.ts";
import { type ModeTables, type ScoringTables, scoresBytes } from "./logLikelihood.ts";
import { bagVectors, type PoolOptions } from "./poolValues.ts";
import { readBack } from "./readback.ts";
import { viewLayer } from "./viewLayer.ts";

/** A residual stream on the GPU, [batch, pos, dModel] f32; the buffer may be longer. */
export interface GpuResidual {
  buffer: GPUBuffer;
  dModel: number;
}

/** Everything the sentences of one atlas share on one device. */
export interface Machine {
  device: GPUDevice;
  atlas: Atlas;
  dModel: number;
  kernels: Kernels;
  pool: BufferPool;
  tables: ScoringTables;
  /** Settles once the GPU has accepted the kernels and tables. */
  ready: Promise<void>;
}

/** A sentence's values at one layer, on the GPU. */
export interface Bag {
  values: GPUBuffer;
  /** Values, vectors * dModel. */
  count: number;
}

/** Pools and scores a sentence layer by layer; only scores and pictures ever come back from the GPU. */
export function createScorer(machine: Machine, modes: ModeTables): SentenceScorer<GpuResidual> {
  const { device, kernels, pool, tables, dModel } = machine;
  const { nClasses, nLayers } = tables;
  const { pooling, center, prependBos } = machine.atlas.recipe.options;
  const options: PoolOptions = { pooling, center, skipBos: prependBos };
  const bytes = scoresBytes(modes.nModes, nClasses, nLayers);
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const scored = pool.take("scores", bytes, storage);
  const bags = new Map<number, Bag>();
  const accepted: Promise<void>[] = [machine.ready];
  let disposed = false;
  const requireOpen = () => {
    if (disposed) throw new Failure("aborted", "This sentence was closed before its scores were asked for.");
  };

  return {
    add({ layer, residPost }, place) {
      requireOpen();
      if (residPost.dModel !== dModel) throw new Error(`dModel ${residPost.dModel}, the atlas has ${dModel}`);
      if (!(layer < nLayers)) throw new Error(`layer ${layer} of ${nLayers}`);
      const count = bagVectors(place.nPos, options) * dModel;
      const before = bags.get(layer);
      if (before) pool.give(before.values);
      const values = pool.take(`values of layer ${layer}`, count * 4, storage);
      bags.set(layer, { values, count });
      const done = watched(device, `the scores of layer ${layer}`, () =>
        submitPass(device, `layer ${layer}`, (pass) => {
          kernels.poolValues.encode(pass, residPost.buffer, place, dModel, options, values);
          kernels.logLikelihood.encode(pass, values, count, layer, tables, modes, scored);
        }),
      );
      accepted.push(done.accepted);
    },

    async scores() {
      requireOpen();
      const added = new Set(bags.keys());
      const [read] = await Promise.all([readBack(device, pool, [{ buffer: scored, bytes }]), ...accepted]);
      const words = new Float32Array(read);
      return Array.from({ length: modes.nModes }, (_, m) => unpack(words, m, nClasses, nLayers, added));
    },

    async view(layer, classIndex, mode) {
      requireOpen();
      const bag = bags.get(layer);
      if (!bag) throw new Error(`layer ${layer} was not added`);
      const [view] = await Promise.all([viewLayer(machine, bag, layer, classIndex, mode), ...accepted]);
      return view;
    },

    dispose() {
      if (disposed) return;
      disposed = true;
      pool.give(scored, ...[...bags.values()].map((bag) => bag.values));
      bags.clear();
    },
  };
}

/** One mode's part of the scores; layers that were not added are 0, whatever the buffer held before. */
function unpack(
  words: Float32Array,
  mode: number,
  nClasses: number,
  nLayers: number,
  added: ReadonlySet<number>,
): ModeScores {
  const rows = nClasses * nLayers;
  const logLikelihood = new Float64Array(rows);
  const tailCount = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (!added.has(row % nLayers)) continue;
    logLikelihood[row] = words[2 * (mode * rows + row)]!;
    tailCount[row] = words[2 * (mode * rows + row) + 1]!;
  }
  return { logLikelihood, tailCount };
}
