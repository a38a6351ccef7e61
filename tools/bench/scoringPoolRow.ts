import { availableParallelism } from "node:os";
import { scoringPool } from "../../src/cli/scoringPool.ts";
import { poolValues } from "../../src/core/pooling.ts";
import type { ModeScores } from "../../src/core/seams.ts";
import { disagreement, medianRatio, sideBySide, spreadOf } from "./measure.ts";
import { D_MODEL, gridsOf, madeAtlas, N_LAYERS, plainScores, SCORED_MODES } from "./scoringData.ts";
import type { Row } from "./table.ts";
import { heavyTailed } from "./values.ts";

const N_SENTENCES = 64;
const TARGET = 20;
const ROUNDS = 15;
const ALONE = { row: 0, nPos: 1, batchPos: 1 };
const CENTERED = { pooling: "last", center: true, skipBos: true } as const;

/** Many sentences on all cores, as `tailscope evaluate` scores them, against the study's code, a sentence at a time. */
export async function scoringPoolRow(nCores = availableParallelism()): Promise<Row> {
  const atlas = madeAtlas();
  const grids = gridsOf(atlas);
  const streams = Array.from({ length: N_SENTENCES }, (_, s) =>
    Array.from({ length: N_LAYERS }, (_, layer) => heavyTailed(D_MODEL, 100 * s + layer + 1, 1.2)),
  );
  const first = streams[0]!.map((stream) => poolValues(stream, 1, D_MODEL, CENTERED));
  const pool = scoringPool(atlas, nCores);
  let ours: ModeScores[][] = [];
  let plain = { full: new Float64Array(), tails: new Float64Array() };
  const times = await sideBySide(
    async () => {
      const scorers = streams.map((layers) => {
        const scorer = pool.scorer(SCORED_MODES);
        for (const [layer, residPost] of layers.entries()) scorer.add({ layer, residPost }, ALONE);
        return scorer;
      });
      ours = await Promise.all(scorers.map((scorer) => scorer.scores()));
    },
    () => {
      plain = plainScores(first, atlas, grids);
    },
    ROUNDS,
  );
  pool.dispose();
  const each = times.ours.map((ms) => ms / N_SENTENCES);
  const speed = 1 / medianRatio(each, times.baseline);
  const [full, tails] = ours[0]!;
  const differ = Math.max(
    disagreement(full!.logLikelihood, plain.full),
    disagreement(tails!.logLikelihood, plain.tails),
  );
  return {
    what: `Scoring ${N_SENTENCES} sentences on all ${nCores} cores, the same densities, a sentence`,
    measured: spreadOf(each),
    baseline: { name: "plain float64 port of the study's code", ...spreadOf(times.baseline) },
    ratio: 1 / speed,
    target: `${TARGET} × as fast`,
    met: speed >= TARGET,
    note: `${speed.toFixed(1)} × as fast; they differ by ${differ.toExponential(1)} of the greatest score`,
  };
}
