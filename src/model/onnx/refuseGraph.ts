import { Failure } from "../../core/failure.ts";
import type { OnnxModel } from "./readModel.ts";

const QUANTISED =
  /^(MatMulInteger.*|DynamicQuantize.*|QLinear.*|QuantizeLinear|DequantizeLinear|MatMulNBits|MatMulBnb4|QGemm|QAttention|GatherBlockQuantized)$/;
const OPTIMISED = /^(SkipLayerNormalization|SkipSimplifiedLayerNormalization|EmbedLayerNormalization)$/;

/** Graphs that no residual stream can be read out of, or not the model's own. @throws Failure("unsupported-model") */
export function refuseGraph({ nodes, inputs, functions }: OnnxModel, name: string): void {
  const refuse = (what: string): never => {
    throw new Failure("unsupported-model", `${name} ${what}`);
  };
  const merged = inputs.some((input) => input.name === "use_cache_branch");
  if (merged || nodes.some((node) => node.op === "If" && node.subgraph)) {
    refuse(
      "is a merged decoder (it chooses between two graphs at run time, and what is inside can't be read): export it without merging, `optimum-cli export onnx --no-post-process`, and take decoder_model.onnx or model.onnx.",
    );
  }
  const loop = nodes.find((node) => node.subgraph);
  if (loop)
    refuse(
      `runs a graph inside a graph (${loop.op}), where the residual stream can't be read: export one pass of the model alone.`,
    );
  const quantised = nodes.find((node) => QUANTISED.test(node.op));
  if (quantised) {
    refuse(
      `is quantised (${quantised.op}): its activations are not the model's own; take the float32 or float16 export.`,
    );
  }
  const optimised = nodes.find((node) => OPTIMISED.test(node.op));
  if (optimised) {
    refuse(
      `was fused by ONNX Runtime's optimizer (${optimised.op}), which hides the residual stream: take the export as it was before.`,
    );
  }
  const own = new Set(functions);
  const call = nodes.find((node) => own.has(`${node.domain}:${node.op}`));
  if (call) {
    refuse(
      `keeps its layers inside functions of its own (${call.op}): export it anew with a newer PyTorch, or with \`dynamo=False\`.`,
    );
  }
}
