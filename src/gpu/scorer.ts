import type { Atlas } from "../core/atlas.ts";
import { Failure } from "../core/failure.ts";
import { requireFinite } from "../core/finite.ts";
import type { ModeScores, ScorerOptions, SentenceScorer } from "../core/seams.ts";
import type { BufferPool } from "./bufferPool.ts";
import { countTokenTails } from "./countTokenTails.ts";
import { submitPass, watched } from "./device.ts";
import type { Kernels } from "./kernels.ts";
import { leadingClasses } from "./leadingClasses.ts";
import { type GpuLimits, requireRoom } from "./limits.ts";
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
  limits: GpuLimits;
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

/**
 * Pools and scores a sentence layer by layer; only what is asked for ever comes back from the GPU.
 * @throws Failure("no-webgpu") on adding a layer whose values are more than a buffer may hold
 */
export function createScorer(
  machine: Machine,
  modes: ModeTables,
  { token, everyToken }: ScorerOptions = {},
): SentenceScorer<GpuResidual> {
  const { device, kernels, pool, tables, dModel } = machine;
  const { nClasses, nLayers } = tables;
  const { center, prependBos, ...recipe } = machine.atlas.recipe.options;
  const pooling = token === undefined ? recipe.pooling : "last";
  const options: PoolOptions = { pooling, center, skipBos: prependBos };
  const bytes = scoresBytes(modes.nModes, nClasses, nLayers);
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const scored = pool.take("scores", bytes, storage);
  const bags = new Map<number, Bag>();
  const tokens = new Map<number, Bag>();
  const accepted: Promise<void>[] = [machine.ready];
  let disposed = false;
  const requireOpen = () => {
    if (disposed) throw new Failure("aborted", "This sentence was closed before its scores were asked for.");
  };
  const roomIn = (kept: Map<number, Bag>, layer: number, count: number, what: string): GPUBuffer => {
    requireRoom(count * 4, machine.limits, `the ${what} of layer ${layer}`);
    const before = kept.get(layer);
    if (before) pool.give(before.values);
    const values = pool.take(`${what} of layer ${layer}`, count * 4, storage);
    kept.set(layer, { values, count });
    return values;
  };
  const at = (kept: ReadonlyMap<number, Bag>, layer: number): Bag => {
    requireOpen();
    const bag = kept.get(layer);
    if (!bag) throw new Error(`layer ${layer} was not added, or its tokens were not kept`);
    return bag;
  };
  const answered = async <T>(answer: Promise<T>): Promise<T> => (await Promise.all([answer, ...accepted]))[0];
  const scores = async (): Promise<ModeScores[]> => {
    requireOpen();
    const added = new Map([...bags].map(([layer, { count }]) => [layer, count]));
    const words = new Float32Array(await answered(readBack(device, pool, [{ buffer: scored, bytes }])));
    requireScores(words, added);
    return Array.from({ length: modes.nModes }, (_, m) => unpack(words, m, nClasses, nLayers, added));
  };

  return {
    add({ layer, residPost }, place) {
      requireOpen();
      if (residPost.dModel !== dModel) throw new Error(`dModel ${residPost.dModel}, the atlas has ${dModel}`);
      if (!(layer < nLayers)) throw new Error(`layer ${layer} of ${nLayers}`);
      const pooled = token === undefined ? place : { ...place, nPos: token + 1 };
      const count = bagVectors(pooled.nPos, options) * dModel;
      const values = roomIn(bags, layer, count, "values");
      const done = watched(device, `the scores of layer ${layer}`, () =>
        submitPass(device, `layer ${layer}`, (pass) => {
          kernels.poolValues.encode(pass, residPost.buffer, pooled, dModel, options, values);
          kernels.logLikelihood.encode(pass, values, count, layer, tables, modes, scored);
        }),
      );
      accepted.push(done.accepted);
      if (!everyToken) return;
      const all: PoolOptions = { pooling: "all", center, skipBos: false };
      const kept = roomIn(tokens, layer, place.nPos * dModel, "tokens");
      const copied = watched(device, `the tokens of layer ${layer}`, () =>
        submitPass(device, `tokens of layer ${layer}`, (pass) => {
          kernels.poolValues.encode(pass, residPost.buffer, place, dModel, all, kept);
        }),
      );
      accepted.push(copied.accepted);
    },

    scores,

    async leaders(mode, k) {
      requireOpen();
      const added = [...bags.keys()].sort((a, b) => a - b);
      if (added.length === 0) return [];
      const leaders = await answered(leadingClasses(machine, scored, mode, added, k));
      if (leaders.some(({ logLikelihood }) => Number.isNaN(logLikelihood))) await scores(); // says which layer it is
      return leaders;
    },

    view: async (layer, classIndex, mode, gridPoints) =>
      answered(viewLayer(machine, at(bags, layer), layer, classIndex, mode, gridPoints)),

    async values(layer) {
      const { values, count } = at(bags, layer);
      const read = await answered(readBack(device, pool, [{ buffer: values, bytes: count * 4 }]));
      return new Float32Array(read);
    },

    tokenTails: async (layer, tails) => answered(countTokenTails(machine, at(tokens, layer), layer, tails)),

    dispose() {
      if (disposed) return;
      disposed = true;
      pool.give(scored, ...[...bags.values(), ...tokens.values()].map((bag) => bag.values));
      bags.clear();
      tokens.clear();
    },
  };
}

/** @throws Failure("bad-data") where a layer's values are not all finite: its rows then hold NaN, and how many in the place of tails */
function requireScores(words: Float32Array, added: ReadonlyMap<number, number>): void {
  for (const [layer, count] of [...added].sort(([a], [b]) => a - b)) {
    if (Number.isNaN(words[2 * layer])) requireFinite(words[2 * layer + 1]!, count, layer); // first mode, first class
  }
}

/** One mode's part of the scores; layers that were not added are 0, whatever the buffer held before. */
function unpack(
  words: Float32Array,
  mode: number,
  nClasses: number,
  nLayers: number,
  added: ReadonlyMap<number, number>,
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
