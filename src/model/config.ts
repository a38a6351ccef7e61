import { Failure } from "../core/failure.ts";
import type { ModelShape } from "../core/seams.ts";

/** What a block graph needs to know of a checkpoint, read from its config.json. */
export interface Architecture extends Omit<ModelShape, "id" | "weightsSha256"> {
  dHead: number;
  dMlp: number;
  layerNormEpsilon: number;
  activation: "gelu" | "gelu_tanh" | "relu" | "silu";
  bosTokenId: number;
  /** GPT-2: divide attention by sqrt(dHead), and by layer + 1 besides (Mistral's GPT-2s). */
  scaleAttention: boolean;
  scaleByLayer: boolean;
  /** GPT-NeoX: dimensions of a head that turn, and the base of their frequencies. */
  rotaryDims: number;
  rotaryBase: number;
  parallelResidual: boolean;
}

const ACTIVATIONS: Record<string, Architecture["activation"]> = {
  gelu: "gelu",
  gelu_new: "gelu_tanh",
  gelu_fast: "gelu_tanh",
  gelu_pytorch_tanh: "gelu_tanh",
  relu: "relu",
  silu: "silu",
  swish: "silu",
};

/** Reads a Hugging Face config.json, old keys and new. @throws Failure("unsupported-model" | "bad-file") */
export function parseConfig(json: unknown, name: string): Architecture {
  if (typeof json !== "object" || json === null) throw new Failure("bad-file", `${name} is no JSON object.`);
  const c = json as Record<string, unknown>;
  if (c.model_type === "gpt2") return gpt2(c, name);
  if (c.model_type === "gpt_neox") return gptNeox(c, name);
  throw new Failure(
    "unsupported-model",
    `${name} describes a "${String(c.model_type)}" model; Tailscope reads GPT-2 ("gpt2") and Pythia ("gpt_neox") checkpoints.`,
  );
}

function gpt2(c: Record<string, unknown>, name: string): Architecture {
  const dModel = size(c, "n_embd", name);
  const nHeads = size(c, "n_head", name);
  return {
    architecture: "gpt2",
    nLayers: size(c, "n_layer", name),
    dModel,
    nHeads,
    dHead: dHeadOf(dModel, nHeads, name),
    nCtx: typeof c.n_positions === "number" ? size(c, "n_positions", name) : size(c, "n_ctx", name),
    dVocab: size(c, "vocab_size", name),
    dMlp: typeof c.n_inner === "number" ? size(c, "n_inner", name) : 4 * dModel,
    layerNormEpsilon: number(c.layer_norm_epsilon, 1e-5),
    activation: activationOf(c.activation_function ?? "gelu_new", name),
    bosTokenId: number(c.bos_token_id, 50256),
    scaleAttention: c.scale_attn_weights !== false,
    scaleByLayer: c.scale_attn_by_inverse_layer_idx === true,
    rotaryDims: 0,
    rotaryBase: 0,
    parallelResidual: false,
  };
}

function gptNeox(c: Record<string, unknown>, name: string): Architecture {
  const dModel = size(c, "hidden_size", name);
  const nHeads = size(c, "num_attention_heads", name);
  const dHead = dHeadOf(dModel, nHeads, name);
  const rope = (c.rope_parameters ?? {}) as Record<string, unknown>;
  const ropeType =
    rope.rope_type ?? (c.rope_scaling as Record<string, unknown> | null | undefined)?.type ?? "default";
  if (ropeType !== "default") {
    throw new Failure(
      "unsupported-model",
      `${name} scales its rotary positions ("${String(ropeType)}"); Tailscope knows the plain ones only.`,
    );
  }
  const rotaryDims = Math.trunc(dHead * number(rope.partial_rotary_factor ?? c.rotary_pct, 0.25));
  if (rotaryDims < 0 || rotaryDims > dHead || rotaryDims % 2 !== 0) {
    throw new Failure(
      "bad-file",
      `${name}: ${rotaryDims} of a head's ${dHead} dimensions are to turn; an even number of them can.`,
    );
  }
  return {
    architecture: "gpt_neox",
    nLayers: size(c, "num_hidden_layers", name),
    dModel,
    nHeads,
    dHead,
    nCtx: size(c, "max_position_embeddings", name),
    dVocab: size(c, "vocab_size", name),
    dMlp: size(c, "intermediate_size", name),
    layerNormEpsilon: number(c.layer_norm_eps, 1e-5),
    activation: activationOf(c.hidden_act ?? "gelu", name),
    bosTokenId: number(c.bos_token_id, 0),
    scaleAttention: true,
    scaleByLayer: false,
    rotaryDims,
    rotaryBase: number(rope.rope_theta ?? c.rotary_emb_base, 10000),
    parallelResidual: c.use_parallel_residual !== false,
  };
}

function size(c: Record<string, unknown>, key: string, name: string): number {
  const value = c[key];
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  throw new Failure(
    "bad-file",
    `${name}: "${key}" is ${JSON.stringify(value)}, not a positive whole number.`,
  );
}

function dHeadOf(dModel: number, nHeads: number, name: string): number {
  if (dModel % nHeads === 0) return dModel / nHeads;
  throw new Failure("bad-file", `${name}: ${nHeads} heads don't divide a width of ${dModel}.`);
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

function activationOf(value: unknown, name: string): Architecture["activation"] {
  const known = Object.hasOwn(ACTIVATIONS, String(value)) ? ACTIVATIONS[String(value)] : undefined;
  if (known) return known;
  throw new Failure(
    "unsupported-model",
    `${name} uses the activation "${String(value)}", which Tailscope does not know.`,
  );
}
