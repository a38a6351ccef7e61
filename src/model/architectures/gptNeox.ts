import { activation, attention, layerNorm } from "../blockParts.ts";
import type { Architecture } from "../config.ts";
import { GraphBuilder, type WeightSlot } from "../graphBuilder.ts";
import type { Graph } from "../onnxProto.ts";

/** A block's tensors as published checkpoints name and store them ([out, in]). */
export function gptNeoxSlots(a: Architecture): WeightSlot[] {
  const { dModel: d, dMlp } = a;
  return [
    { name: "input_layernorm.weight", shape: [d] },
    { name: "input_layernorm.bias", shape: [d] },
    { name: "attention.query_key_value.weight", shape: [3 * d, d] },
    { name: "attention.query_key_value.bias", shape: [3 * d] },
    { name: "attention.dense.weight", shape: [d, d] },
    { name: "attention.dense.bias", shape: [d] },
    { name: "post_attention_layernorm.weight", shape: [d] },
    { name: "post_attention_layernorm.bias", shape: [d] },
    { name: "mlp.dense_h_to_4h.weight", shape: [dMlp, d] },
    { name: "mlp.dense_h_to_4h.bias", shape: [dMlp] },
    { name: "mlp.dense_4h_to_h.weight", shape: [d, dMlp] },
    { name: "mlp.dense_4h_to_h.bias", shape: [d] },
  ];
}

/** Names of the tensors outside the blocks that are used. */
export const gptNeoxNames = {
  prefix: "gpt_neox.",
  block: (layer: number) => `layers.${layer}.`,
  embed: "embed_in.weight",
  position: undefined,
};

/** resid_pre, mask, attn_scale, cos, sin → resid_post; attention and MLP in parallel or one after the other. */
export function gptNeoxBlock(a: Architecture, halfMatrices = false): Graph {
  const b = new GraphBuilder(gptNeoxSlots(a), halfMatrices);
  const linear = (x: string, name: string, dIn: number, dOut: number) => {
    const rows = b.op("Reshape", [x, b.int64([-1, dIn])]);
    const y = b.op("Gemm", [rows, `${name}.weight`, `${name}.bias`], { transB: 1 });
    return b.op("Reshape", [y, b.op("Concat", [leading(b), b.int64([dOut])], { axis: 0 })]);
  };
  const attended = linear(attend(b, a, linear), "attention.dense", a.dModel, a.dModel);
  const residMid = b.op("Add", ["resid_pre", attended]);
  const mlpIn = layerNorm(b, a.parallelResidual ? "resid_pre" : residMid, "post_attention_layernorm", a);
  const hidden = activation(b, linear(mlpIn, "mlp.dense_h_to_4h", a.dModel, a.dMlp), a.activation);
  const residPost = b.op("Add", [residMid, linear(hidden, "mlp.dense_4h_to_h", a.dMlp, a.dModel)]);
  const resid = ["batch", "pos", a.dModel];
  const turn = [1, 1, "pos", a.rotaryDims];
  return b.graph(
    "gpt_neox_block",
    [
      { name: "resid_pre", shape: resid },
      { name: "mask", shape: [1, 1, "pos", "pos"] },
      { name: "attn_scale", shape: [1] },
      { name: "cos", shape: turn },
      { name: "sin", shape: turn },
    ],
    residPost,
    { name: "resid_post", shape: resid },
  );
}

type Linear = (x: string, name: string, dIn: number, dOut: number) => string;

/** q, k and v are packed per head, [head, 3 · dHead]; q and k turn by their positions. */
function attend(b: GraphBuilder, a: Architecture, linear: Linear): string {
  const x = layerNorm(b, "resid_pre", "input_layernorm", a);
  const packed = linear(x, "attention.query_key_value", a.dModel, 3 * a.dModel);
  const heads = b.op("Reshape", [packed, b.int64([0, 0, a.nHeads, 3 * a.dHead])]);
  const byHead = b.op("Transpose", [heads], { perm: [0, 2, 1, 3] });
  const [q, k, v] = b.split("Split", [byHead, b.int64([a.dHead, a.dHead, a.dHead])], 3, { axis: -1 });
  return attention(b, [rotate(b, q!, a), rotate(b, k!, a), v!], "attn_scale", a);
}

/** Rotary position on the first rotaryDims of each head, halves paired (Su et al. 2021, as in GPT-NeoX). */
function rotate(b: GraphBuilder, x: string, a: Architecture): string {
  if (a.rotaryDims === 0) return x;
  const rest = a.dHead - a.rotaryDims;
  const [turning, still] =
    rest > 0 ? b.split("Split", [x, b.int64([a.rotaryDims, rest])], 2, { axis: -1 }) : [x];
  const half = a.rotaryDims / 2;
  const [first, second] = b.split("Split", [turning!, b.int64([half, half])], 2, { axis: -1 });
  const crossed = b.op("Concat", [b.op("Neg", [second!]), first!], { axis: -1 });
  const turned = b.op("Add", [b.op("Mul", [turning!, "cos"]), b.op("Mul", [crossed, "sin"])]);
  return still === undefined ? turned : b.op("Concat", [turned, still], { axis: -1 });
}

/** [batch, pos] of resid_pre, as a shape. */
function leading(b: GraphBuilder): string {
  return b.op("Shape", ["resid_pre"], { start: 0, end: 2 });
}
