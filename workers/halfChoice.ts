import type { BackendStatus, HalfStatus } from "../src/core/api.ts";
import { hasShaderF16 } from "../src/model/halfAdapter.ts";
import type { HalfWeights } from "../src/model/modelSource.ts";
import type { FoundModel } from "./findModel.ts";

/** What was asked for of a model's weights, and why it was given up, if so. */
export interface HalfWish {
  half: boolean;
  halfRefused?: string;
}

/** Whether a model's matrices can be F16 where it is opened, and are to be. */
export async function halfChoice(
  { exported }: Pick<FoundModel, "exported">,
  { backend }: Pick<BackendStatus, "backend">,
  { half, halfRefused }: HalfWish,
  canF16: () => Promise<boolean> = hasShaderF16,
): Promise<HalfStatus> {
  const impossible = (reason: string): HalfStatus => ({ state: "impossible", reason });
  if (backend !== "webgpu") return impossible("F16 weights are for WebGPU: on WASM they would cost time.");
  if (exported) return impossible("An .onnx file computes with the weights that it was exported with.");
  if (!(await canF16()))
    return impossible("This GPU adapter lacks shader-f16, without which it can’t read F16 weights.");
  if (half) return { state: "on" };
  return { state: "off", ...(halfRefused !== undefined && { reason: halfRefused }) };
}

/** What numbers made with rounded weights are of, for people. */
export function roundedNote(half: HalfWeights | undefined): string[] {
  if (half === undefined || half.exact) return [];
  return [
    "Its weights are rounded to F16 on the GPU: what is guessed, fitted and evaluated is of the rounded model.",
  ];
}
