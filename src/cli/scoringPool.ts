import type { Atlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import type { Backend, ModeScores, ScorerOptions, SentenceScorer } from "../core/seams.ts";
import { topK } from "../core/topK.ts";
import { sentenceBags } from "../engine/sentenceBags.ts";
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
    scorer: (modes, options) => poolScorer(shared, modes, score, options),
    dispose() {
      for (const each of threads) each.end();
    },
  };
}

function poolScorer(
  atlas: Atlas,
  modes: readonly Mode[],
  score: Score,
  options: ScorerOptions | undefined,
): SentenceScorer<Float32Array> {
  const bags = sentenceBags(atlas, options);
  let scores: Promise<ModeScores[]> | undefined;
  const scored = async () => {
    bags.requireFinite();
    scores ??= score(modes, bags.added());
    scores.catch(() => {}); // told to whoever asks for them
    return scores;
  };
  return {
    ...bags,
    add(activations, place) {
      bags.add(activations, place);
      scores = undefined;
      if (activations.layer === atlas.nLayers - 1) scored().catch(() => {});
    },
    scores: scored,
    async leaders(mode, k) {
      const layers = bags.added().map(([layer]) => layer);
      return topK((await scored())[mode]!.logLikelihood, atlas.nLayers, layers, k);
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
