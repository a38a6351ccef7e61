import { parentPort, workerData } from "node:worker_threads";
import type { Atlas } from "../core/atlas.ts";
import { emptyScores, scoreLayer } from "../core/scoreLayer.ts";
import { type ScoringAnswer, type ScoringTask, toSent } from "./scoringTask.ts";

const atlas = workerData as Atlas;
const port = parentPort!;

port.on("message", ({ id, modes, values }: ScoringTask) => {
  try {
    const scores = emptyScores(atlas, modes);
    for (const [layer, bag] of values) scoreLayer(bag, atlas, layer, modes, scores);
    const buffers = scores.flatMap((s) => [s.logLikelihood.buffer, s.tailCount.buffer] as ArrayBuffer[]);
    port.postMessage({ id, scores } satisfies ScoringAnswer, buffers);
  } catch (error) {
    port.postMessage({ id, error: toSent(error) } satisfies ScoringAnswer);
  }
});
