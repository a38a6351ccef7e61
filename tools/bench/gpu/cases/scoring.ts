import type { Atlas } from "../../../../src/core/atlas.ts";
import { parseMode } from "../../../../src/core/options.ts";
import { emptyScores, scoreLayer } from "../../../../src/core/scoreLayer.ts";
import type { ModeScores } from "../../../../src/core/seams.ts";
import { topK } from "../../../../src/core/topK.ts";
import { uploadModes, uploadTables } from "../../../../src/gpu/atlasTables.ts";
import { createLogLikelihood, scoresBytes } from "../../../../src/gpu/logLikelihood.ts";
import { createTopK, leadersBytes, readLeaders } from "../../../../src/gpu/topK.ts";
import { madeAtlas } from "../../../../test/gpu/atlas.ts";
import { maxRelativeError } from "../../../../test/support/close.ts";
import { heavyTailed } from "../../values.ts";
import type { CaseMaker } from "../kernelCase.ts";
import { count, type Sizes } from "../sizes.ts";
import { logLikelihoodWork, topKWork } from "../work.ts";
import { ownTables } from "./ownTables.ts";

/** ln of a float density that was mixed and floored in f32: some roundings each, and sums of two floats. */
const TOLERANCE = 1e-5;
/** Sums of two floats, rounded once. */
const SUM_TOLERANCE = 2e-7;
const MODES = ["full", "tails"].map((name) => parseMode(name)!);
const LEADERS = 10;

export function scoringCases({
  dModel,
  nLayers,
  nClasses,
  nPos,
  mostByEach,
  gridPoints,
}: Sizes): CaseMaker[] {
  const made = onceFor((layers: number) => madeAtlas(nClasses, layers, dModel, { gridPoints }));
  return [
    logLikelihoodCase(() => made(nLayers), nClasses, nLayers, dModel),
    logLikelihoodCase(() => made(1), nClasses, 1, nPos * dModel),
    logLikelihoodCase(() => made(1), nClasses, 1, mostByEach),
    topKCase(nClasses, nLayers),
  ];
}

/** The last answer is kept: an atlas takes seconds. */
function onceFor<T>(make: (of: number) => T): (of: number) => T {
  let kept: { of: number; value: T } | undefined;
  return (of) => {
    if (kept?.of !== of) kept = { of, value: make(of) };
    return kept.value;
  };
}

/** Bags of `n` values, one a layer, under every class, full and tails. */
function logLikelihoodCase(made: () => Atlas, nClasses: number, nLayers: number, n: number): CaseMaker {
  const layers = Array.from({ length: nLayers }, (_, layer) => layer);
  return {
    kernel: "logLikelihood",
    size: `n = ${count(n)}, l = ${nLayers}, c = ${nClasses}, m = ${MODES.length}`,
    open(bench) {
      const atlas = made();
      const { gridPoints } = atlas.recipe.options;
      const bags = layers.map((layer) => heavyTailed(n, 9 + layer, 1.2));
      const [tables, modes] = [uploadTables(bench.device, atlas), uploadModes(bench.device, atlas, MODES)];
      ownTables(bench, tables, modes);
      const bytes = scoresBytes(MODES.length, nClasses, nLayers);
      const [inputs, scores] = [bags.map((bag) => bench.uploaded(bag)), bench.room(bytes)];
      const kernel = bench.own(createLogLikelihood(bench.device));
      const twin = () => {
        const scores = emptyScores(atlas, MODES);
        for (const layer of layers) scoreLayer(bags[layer]!, atlas, layer, MODES, scores);
        return scores;
      };
      const used = twin().reduce((sum, mode) => sum + mode.tailCount.reduce((a, b) => a + b, 0), 0);
      return {
        work: logLikelihoodWork({
          n,
          nLayers,
          nClasses,
          nModes: MODES.length,
          nTailModes: 1,
          gridPoints,
          used,
        }),
        twin: { name: "scoreLayer", run: twin },
        passes: layers.map((layer) => (pass) => {
          kernel.encode(pass, inputs[layer]!, n, layer, tables, modes, scores);
        }),
        difference: async () => differenceOf(new Float32Array(await bench.read(scores, bytes)), twin()),
        tolerance: TOLERANCE,
      };
    },
  };
}

/** Of the log-likelihoods; infinite where a tail count is another. */
function differenceOf(words: Float32Array, expected: readonly ModeScores[]): number {
  let worst = 0;
  let at = 0;
  for (const { logLikelihood, tailCount } of expected) {
    const pairs = words.subarray(at, at + 2 * tailCount.length);
    at += pairs.length;
    const sums = pairs.filter((_, i) => i % 2 === 0);
    const counts = pairs.filter((_, i) => i % 2 === 1);
    if (counts.some((c, row) => c !== tailCount[row])) return Number.POSITIVE_INFINITY;
    worst = Math.max(worst, maxRelativeError(sums, logLikelihood).error);
  }
  return worst;
}

/** The classes that lead by all layers, of scores of two modes. */
function topKCase(nClasses: number, nLayers: number): CaseMaker {
  const layers = Array.from({ length: nLayers }, (_, layer) => layer);
  const k = Math.min(LEADERS, nClasses);
  return {
    kernel: "topK",
    size: `k = ${k}, l = ${nLayers}, c = ${nClasses}`,
    open(bench) {
      const scores = heavyTailed(2 * nClasses * nLayers * 2, 10, 1000);
      const rows = nClasses * nLayers;
      const mode = 1;
      const asked = Float64Array.from({ length: rows }, (_, row) => scores[2 * (mode * rows + row)]!);
      const [input, best] = [bench.uploaded(scores), bench.room(leadersBytes(k))];
      const scratch = { layers: bench.room(4 * nLayers), orders: bench.room(4 * nClasses) };
      const kernel = bench.own(createTopK(bench.device));
      const twin = () => topK(asked, nLayers, layers, k);
      const size = { nClasses, nLayers };
      return {
        work: topKWork(nClasses, nLayers, k),
        twin: { name: "topK", run: twin },
        passes: [(pass) => kernel.encode(pass, input, size, mode, layers, k, scratch, best)],
        async difference() {
          const expected = twin();
          const leaders = readLeaders(await bench.read(best, leadersBytes(k)));
          if (leaders.some((l, i) => l.classIndex !== expected[i]!.classIndex))
            return Number.POSITIVE_INFINITY;
          return maxRelativeError(
            leaders.map((l) => l.logLikelihood),
            expected.map((l) => l.logLikelihood),
          ).error;
        },
        tolerance: SUM_TOLERANCE,
      };
    },
  };
}
