import type { Tap, TapList } from "../../core/api.ts";
import { Failure } from "../../core/failure.ts";
import { ELEMENT } from "../onnxProto.ts";
import { refuseLarge } from "./externalData.ts";
import { findCandidates, findTaps } from "./findTaps.ts";
import { type ModelSizes, modelSizes } from "./modelSizes.ts";
import type { OnnxFiles } from "./onnxFiles.ts";
import { type OnnxModel, readModel } from "./readModel.ts";
import { refuseGraph } from "./refuseGraph.ts";

/** What an .onnx file is, as far as its graph tells: nothing has been run. */
export interface OnnxDescription {
  model: OnnxModel;
  sizes: ModelSizes;
  taps: TapList;
  nLayers: number;
  /** Element type of the weights: "F32", "F16", "BF16", or several. */
  dtype: string;
  /** Of all constants, as stored. */
  weightsBytes: number;
  /** Computes in 16-bit floats, not only stores them. */
  inHalf: boolean;
}

/** @throws Failure saying why the model can't be opened: by what the file is, what the graph is, or what was not found in it */
export function examineOnnx(
  { id, model: bytes, config }: Pick<OnnxFiles, "id" | "model" | "config">,
  given?: readonly Tap[],
): OnnxDescription {
  refuseLarge(id, bytes.byteLength, id);
  const model = readModel(bytes, id);
  refuseGraph(model, id);
  const sizes = modelSizes(model, config, id);
  const taps = given ? givenTaps(model, given, id) : findTaps(model, id);
  const nLayers = taps.taps.length;
  if (sizes.nLayers !== undefined && sizes.nLayers !== nLayers) {
    throw new Failure(
      "mismatch",
      `${id} has taps for ${nLayers} layers, the config.json beside it says ${sizes.nLayers}.`,
    );
  }
  return { model, sizes, taps, nLayers, ...weightsOf(model), inHalf: computesInHalf(model) };
}

const FLOATS: Readonly<Record<number, [dtype: string, bytes: number]>> = {
  [ELEMENT.float32]: ["F32", 4],
  [ELEMENT.float16]: ["F16", 2],
  [ELEMENT.bfloat16]: ["BF16", 2],
};

function weightsOf({ constants }: OnnxModel): { dtype: string; weightsBytes: number } {
  const bytes = new Map<string, number>();
  let weightsBytes = 0;
  for (const { shape, elementType } of constants.values()) {
    const [dtype, size] = FLOATS[elementType] ?? [];
    if (dtype === undefined || size === undefined) continue; // sizes, axes and the like
    const length = size * shape.reduce((a, b) => a * b, 1);
    bytes.set(dtype, (bytes.get(dtype) ?? 0) + length);
    weightsBytes += length;
  }
  const most = [...bytes].filter(([, length]) => length > weightsBytes / 100); // scales and tables don't count
  return { dtype: most.map(([dtype]) => dtype).join(", "), weightsBytes };
}

/** Whether a matrix is multiplied with as a half, and not cast to float32 before. */
function computesInHalf({ nodes, constants }: OnnxModel): boolean {
  const half = (name: string) => constants.get(name)?.elementType === ELEMENT.float16;
  return nodes.some(({ op, inputs }) => (op === "MatMul" || op === "Gemm") && inputs.some(half));
}

/** The person's own taps, one for each layer. */
function givenTaps(model: OnnxModel, given: readonly Tap[], id: string): TapList {
  const taps = [...given].sort((a, b) => a.layer - b.layer);
  if (taps.length === 0 || taps.some(({ layer }, i) => layer !== i))
    throw new Failure(
      "bad-data",
      `The layers of ${id} must be numbered 0, 1, 2, …, one value each; given are ${taps.map((t) => t.layer).join(", ") || "none"}.`,
    );
  const values = new Set(model.nodes.flatMap((node) => node.outputs));
  const odd = taps.find(({ value }) => !values.has(value));
  if (odd) throw new Failure("bad-data", `${id} has no value "${odd.value}", given for layer ${odd.layer}.`);
  return { taps, candidates: findCandidates(model) };
}
