import { type Atlas, cutoffsOf, densityRow, emptyAtlas, setDensity } from "../../src/core/atlas.ts";
import { interpolate } from "../../src/core/density.ts";
import { fitDensity } from "../../src/core/fitDensity.ts";
import { linspaceF32 } from "../../src/core/grid.ts";
import { type Mode, PUBLISHED } from "../../src/core/options.ts";
import { emptyScores, scoreLayer } from "../../src/core/scoreLayer.ts";
import { MIN_TAIL_VALUES } from "../../src/core/tails.ts";
import { disagreement, medianRatio, sideBySide, spreadOf } from "./measure.ts";
import type { Row } from "./table.ts";
import { heavyTailed } from "./values.ts";

const N_CLASSES = 120;
const N_LAYERS = 12;
const D_MODEL = 768;
const TARGET = 4;
const ROUNDS = 25;
/** Scored in a row, as while typing: the baseline between them would have emptied the caches. */
const IN_A_ROW = 5;
const MODES: Mode[] = [
  { name: "full", kind: "full" },
  { name: "tails", kind: "tails" },
];

/** One sentence under every class × layer, full and tails, against the study's code in float64. */
export async function scoringRow(): Promise<Row> {
  const atlas = madeAtlas();
  const grids = Array.from(atlas.gridMin, (min, row) =>
    Float64Array.from(linspaceF32(min, atlas.gridMax[row]!, PUBLISHED.gridPoints)),
  );
  const bags = Array.from({ length: N_LAYERS }, (_, layer) => heavyTailed(D_MODEL, layer + 1, 1.2));
  let ours = emptyScores(atlas, MODES);
  let plain = { full: new Float64Array(), tails: new Float64Array() };
  const times = await sideBySide(
    () => {
      for (let i = 0; i < IN_A_ROW; i++) {
        ours = emptyScores(atlas, MODES);
        for (const [layer, values] of bags.entries()) scoreLayer(values, atlas, layer, MODES, ours);
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

/** The study's two functions: np.interp and one ln a value; tails are picked first. [class * nLayers + layer] */
function plainScores(bags: readonly Float32Array[], atlas: Atlas, grids: readonly Float64Array[]) {
  const floor = PUBLISHED.densityFloor;
  const full = new Float64Array(N_CLASSES * N_LAYERS);
  const tails = new Float64Array(N_CLASSES * N_LAYERS);
  for (let c = 0; c < N_CLASSES; c++) {
    for (const [layer, values] of bags.entries()) {
      const row = c * N_LAYERS + layer;
      const y = densityRow(atlas, c, layer);
      const grid = grids[row]!;
      for (const v of values) full[row]! += Math.log(interpolate(grid, y, v) + floor);
      const { left, right } = cutoffsOf(atlas, c, layer);
      const inTails = values.filter((v) => v <= left || v >= right);
      let sum = 0;
      for (const v of inTails) sum += Math.log(interpolate(grid, y, v) + floor);
      const mean = inTails.length < MIN_TAIL_VALUES ? Math.log(floor) : sum / inTails.length;
      tails[row] = D_MODEL * mean;
    }
  }
  return { full, tails };
}

/** Densities of made-up bags, each class and layer of its own scale. */
function madeAtlas(): Atlas {
  const atlas = emptyAtlas({
    format: "tailscope-atlas",
    version: 1,
    model: { id: "made up", architecture: "gpt2", nLayers: N_LAYERS, dModel: D_MODEL, weightsSha256: "" },
    data: { name: "made up", sha256: "", nTrain: 0, nTest: 0, split: "none" },
    options: PUBLISHED,
    classes: Array.from({ length: N_CLASSES }, (_, c) => [`class ${c}`]),
  });
  for (let c = 0; c < N_CLASSES; c++) {
    for (let layer = 0; layer < N_LAYERS; layer++) {
      const bag = heavyTailed(4 * D_MODEL, 1 + c * N_LAYERS + layer, 0.8 + c / N_CLASSES);
      setDensity(atlas, c, layer, fitDensity(bag, PUBLISHED, `class ${c}`));
    }
  }
  return atlas;
}
