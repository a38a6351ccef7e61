import type { Atlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import { poolValues } from "../core/pooling.ts";
import type { Backend, ModeScores, SentenceScorer } from "../core/seams.ts";
import { layerView } from "../engine/cpuBackend.ts";
import { type Bags, scoringThread } from "./scoringThread.ts";

const WORKER = new URL("./scoring.worker.mjs", import.meta.url);

type Score = (modes: readonly Mode[], values: Bags) => Promise<ModeScores[]>;

/**
 * `cpuBackend` over `nWorkers` threads, with the same bytes: a sentence is scored by one of them as soon as its last layer has
 * come. All read one copy of the atlas. Idle workers don't keep the process alive.
 */
export function scoringPool(atlas: Atlas, nWorkers: number, worker = WORKER): Backend<Float32Array> {
  const shared = sharedAtlas(atlas);
  const threads = Array.from({ length: nWorkers }, () => scoringThread(shared, worker));
  const score: Score = (modes, values) =>
    threads.reduce((a, b) => (b.waiting() < a.waiting() ? b : a)).score(modes, values);
  return {
    name: "cpu",
    scorer: (modes) => poolScorer(shared, modes, score),
    dispose() {
      for (const each of threads) each.end();
    },
  };
}

function poolScorer(atlas: Atlas, modes: readonly Mode[], score: Score): SentenceScorer<Float32Array> {
  const { dModel } = atlas.recipe.model;
  const { pooling, center, prependBos } = atlas.recipe.options;
  const values: Float32Array[] = [];
  let scores: Promise<ModeScores[]> | undefined;
  const scored = () => {
    scores ??= score(
      modes,
      Object.entries(values).map(([layer, bag]) => [Number(layer), bag]),
    );
    scores.catch(() => {}); // told to whoever asks for them
    return scores;
  };
  return {
    add({ layer, residPost }, { row, nPos, batchPos }) {
      const from = row * batchPos * dModel;
      const sentence = residPost.subarray(from, from + nPos * dModel);
      values[layer] = poolValues(sentence, nPos, dModel, { pooling, center, skipBos: prependBos });
      scores = undefined;
      if (layer === atlas.nLayers - 1) scored();
    },
    scores: scored,
    view: async (layer, classIndex, mode) => layerView(values[layer]!, atlas, layer, classIndex, mode),
    dispose() {
      values.length = 0;
    },
  };
}

/** The atlas with its arrays where every thread reads them. */
function sharedAtlas(atlas: Atlas): Atlas {
  const arrays = Object.entries(atlas).map(([name, value]) => [
    name,
    isFloats(value) ? inShared(value) : value,
  ]);
  return Object.fromEntries(arrays) as Atlas;
}

type Floats = Float32Array | Float64Array;

const isFloats = (value: unknown): value is Floats =>
  value instanceof Float32Array || value instanceof Float64Array;

function inShared(array: Floats): Floats {
  const buffer = new SharedArrayBuffer(array.byteLength);
  const shared = array instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
  shared.set(array);
  return shared;
}
