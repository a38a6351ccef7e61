import type { ForwardTimes } from "../forward.ts";
import { medianRatio, spreadOf } from "../measure.ts";
import type { ModelRow } from "./modelTable.ts";
import type { MeasuredMemory } from "./onNode.ts";

/** What was measured, as a row; `torch`: milliseconds of PyTorch's passes. */
export function rowOf(
  model: string,
  where: string,
  nTokens: number,
  measured: MeasuredMemory,
  bare?: ForwardTimes,
  torch?: readonly number[],
): ModelRow {
  const { firstLayer, lastLayer, nLayers, residentLayers, keptBytes, beforeBytes, peakBytes, passes } =
    measured;
  const pass = spreadOf(passes);
  if (bare && bare.disagreement > 1e-3)
    throw new Error(`${model}: our layers and one session's differ by ${bare.disagreement}`);
  return {
    ...{ model, where, date: new Date().toISOString().slice(0, 10) },
    ...{ firstLayer, lastLayer, nLayers, residentLayers, keptBytes, nTokens, pass },
    ...(beforeBytes !== undefined && { beforeBytes }),
    ...(peakBytes !== undefined && { peakBytes }),
    ...(bare && { overBare: medianRatio(bare.ours, bare.baseline) }),
    ...(torch && { overTorch: pass.fastest / spreadOf(torch).fastest }),
  };
}
