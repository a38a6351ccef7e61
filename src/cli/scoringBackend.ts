import { availableParallelism } from "node:os";
import type { Atlas } from "../core/atlas.ts";
import type { Backend } from "../core/seams.ts";
import { cpuBackend } from "../engine/cpuBackend.ts";
import { scoringPool } from "./scoringPool.ts";

/** Look-ups of one value in one density from which on threads are worth their start: about five seconds of one core's. */
const WORTH_THREADS = 1.5e9;

/** Whether `nSentences` are so long a work for so many cores. */
export function worthThreads({ recipe }: Atlas, nSentences: number, nCores: number): boolean {
  const { classes, model } = recipe;
  return nCores > 1 && nSentences * classes.length * model.nLayers * model.dModel >= WORTH_THREADS;
}

/** Where `nSentences` are scored: on all cores where that is long work, else on this one; the scores are the same. */
export function scoringBackend(atlas: Atlas, nSentences: number): Backend<Float32Array> {
  const nCores = availableParallelism();
  return worthThreads(atlas, nSentences, nCores) ? scoringPool(atlas, nCores) : cpuBackend(atlas);
}
