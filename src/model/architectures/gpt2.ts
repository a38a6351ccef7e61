import { activation, attention, layerNorm, toHeads } from "../blockParts.ts";
import type { Architecture } from "../config.ts";
import { GraphBuilder, type WeightSlot } from "../graphBuilder.ts";
import type { Graph } from "../onnxProto.ts";

/** A block's tensors as published checkpoints name and store them ([in, out]). */
export function gpt2Slots(a: Architecture): WeightSlot[] {
  const { dModel: d, dMlp } = a;
  return [
    { name: "ln_1.weight", shape: [d] },
    { name: "ln_1.bias", shape: [d] },
    { name: "attn.c_attn.weight", shape: [d, 3 * d] },
    { name: "attn.c_attn.bias", shape: [3 * d] },
    { name: "attn.c_proj.weight", shape: [d, d] },
    { name: "attn.c_proj.bias", shape: [d] },
    { name: "ln_2.weight", shape: [d] },
    { name: "ln_2.bias", shape: [d] },
    { name: "mlp.c_fc.weight", shape: [d, dMlp] },
    { name: "mlp.c_fc.bias", shape: [dMlp] },
    { name: "mlp.c_proj.weight", shape: [dMlp, d] },
    { name: "mlp.c_proj.bias", shape: [d] },
  ];
}

/** Names of the tensors outside the blocks that are used. */
export const gpt2Names = {
  prefix: "transformer.",
  block: (layer: number) => `h.${layer}.`,
  embed: "wte.weight",
  position: "wpe.weight",
};

/** resid_pre, mask, attn_scale → resid_post, attention and MLP one after the other. */
export function gpt2Block(a: Architecture, halfMatrices = false): Graph {
  const b = new GraphBuilder(gpt2Slots(a), halfMatrices);
  const linear = (x: string, name: string) =>
    b.op("Add", [b.op("MatMul", [x, `${name}.weight`]), `${name}.bias`]);

  const qkv = linear(layerNorm(b, "resid_pre", "ln_1", a), "attn.c_attn");
  const parts = b.split("Split", [qkv, b.int64([a.dModel, a.dModel, a.dModel])], 3, { axis: -1 });
  const [q, k, v] = parts.map((x) => toHeads(b, x, a)) as [string, string, string];
  const z = attention(b, [q, k, v], "attn_scale", a);
  const residMid = b.op("Add", ["resid_pre", linear(z, "attn.c_proj")]);

  const hidden = activation(b, linear(layerNorm(b, residMid, "ln_2", a), "mlp.c_fc"), a.activation);
  const residPost = b.op("Add", [residMid, linear(hidden, "mlp.c_proj")]);
  const resid = ["batch", "pos", a.dModel];
  return b.graph(
    "gpt2_block",
    [
      { name: "resid_pre", shape: resid },
      { name: "mask", shape: [1, 1, "pos", "pos"] },
      { name: "attn_scale", shape: [1] },
    ],
    residPost,
    { name: "resid_post", shape: resid },
  );
}
