import { emptyScores, scoreLayer } from "../../src/core/scoreLayer.ts";
import { disagreement, medianRatio, sideBySide, spreadOf } from "./measure.ts";
import {
  D_MODEL,
  gridsOf,
  madeAtlas,
  N_CLASSES,
  N_LAYERS,
  plainScores,
  SCORED_MODES,
} from "./scoringData.ts";
import type { Row } from "./table.ts";
import { heavyTailed } from "./values.ts";

const TARGET = 4;
const ROUNDS = 25;
/** Scored in a row, as while typing: the baseline between them would have emptied the caches. */
const IN_A_ROW = 5;

/** One sentence under every class × layer, full and tails, against the study's code in float64. */
export async function scoringRow(): Promise<Row> {
  const atlas = madeAtlas();
  const grids = gridsOf(atlas);
  const bags = Array.from({ length: N_LAYERS }, (_, layer) => heavyTailed(D_MODEL, layer + 1, 1.2));
  let ours = emptyScores(atlas, SCORED_MODES);
  let plain = { full: new Float64Array(), tails: new Float64Array() };
  const times = await sideBySide(
    () => {
      for (let i = 0; i < IN_A_ROW; i++) {
        ours = emptyScores(atlas, SCORED_MODES);
        for (const [layer, values] of bags.entries()) scoreLayer(values, atlas, layer, SCORED_MODES, ours);
      }
    },
    () => {
      plain = plainScores(bags, atlas, grids);
    },
    ROUNDS,
  );
  const differ = Math.max(
    disagreement(ours[0]!.logLikelihood, plain.full),
    disagreement(ours[1]!.logLikelihood, plain.tails),
  );
  const each = times.ours.map((ms) => ms / IN_A_ROW);
  const measured = spreadOf(each);
  return {
    what: `Scoring a sentence against ${N_CLASSES} × ${N_LAYERS} densities of ${D_MODEL} values, full and tails`,
    measured,
    baseline: { name: "plain float64 port of the study's code", ...spreadOf(times.baseline) },
    ratio: medianRatio(each, times.baseline),
    target: `≤ ${TARGET} ms`,
    met: measured.median <= TARGET,
    note: `they differ by ${differ.toExponential(1)} of the greatest score`,
  };
}
