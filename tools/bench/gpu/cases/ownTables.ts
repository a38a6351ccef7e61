import type { ModeTables, ScoringTables } from "../../../../src/gpu/logLikelihood.ts";
import type { Bench } from "../kernelCase.ts";

/** Frees an atlas's tables with the case. */
export function ownTables(bench: Bench, { layers, grids }: ScoringTables, { cutoffs }: ModeTables): void {
  const densities = new Set(layers.flat().map(({ density }) => density));
  for (const buffer of [...densities, grids, cutoffs]) bench.own(buffer);
}
