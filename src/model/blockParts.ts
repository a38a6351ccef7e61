import type { Architecture } from "./config.ts";
import type { GraphBuilder } from "./graphBuilder.ts";

// Parts that both architectures' blocks are made of. x is always [batch, pos, …].

export function layerNorm(b: GraphBuilder, x: string, name: string, a: Architecture): string {
  return b.op("LayerNormalization", [x, `${name}.weight`, `${name}.bias`], {
    axis: -1,
    epsilon: { float: a.layerNormEpsilon },
  });
}

/** The MLP's nonlinearity: tanh GELU for GPT-2, exact-erf GELU for Pythia. METHOD §1. */
export function activation(b: GraphBuilder, x: string, kind: Architecture["activation"]): string {
  switch (kind) {
    case "gelu":
      return b.op("Gelu", [x], { approximate: "none" });
    case "gelu_tanh":
      return b.op("Gelu", [x], { approximate: "tanh" });
    case "relu":
      return b.op("Relu", [x]);
    case "silu":
      return b.op("Mul", [x, b.op("Sigmoid", [x])]);
  }
}

/** softmax(q kᵀ · scale + mask) v. q, k, v: [batch, head, pos, dHead]; returns [batch, pos, dModel]. */
export function attention(
  b: GraphBuilder,
  [q, k, v]: readonly [string, string, string],
  scale: string,
  a: Architecture,
): string {
  const scores = b.op("MatMul", [b.op("Mul", [q, scale]), b.op("Transpose", [k], { perm: [0, 1, 3, 2] })]);
  const weights = b.op("Softmax", [b.op("Add", [scores, "mask"])], { axis: -1 });
  const mixed = b.op("Transpose", [b.op("MatMul", [weights, v])], { perm: [0, 2, 1, 3] });
  return b.op("Reshape", [mixed, b.int64([0, 0, a.dModel])]);
}

/** [batch, pos, nHeads · dHead] to [batch, head, pos, dHead]. */
export function toHeads(b: GraphBuilder, x: string, a: Architecture): string {
  const heads = b.op("Reshape", [x, b.int64([0, 0, a.nHeads, a.dHead])]);
  return b.op("Transpose", [heads], { perm: [0, 2, 1, 3] });
}
