import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { refusal } from "../support/refusal.ts";
import { TINY, tinyConfig } from "../support/tinyModel.ts";

const gpt2 = tinyConfig("gpt2");
const neox = tinyConfig("gpt_neox");
const read = (json: unknown) => parseConfig(json, "tiny/config.json");
const refused = (json: unknown) => refusal(() => read(json));

describe("a GPT-2 config", () => {
  it("has its sizes and the published defaults", () => {
    expect(read(gpt2)).toMatchObject({
      ...TINY,
      architecture: "gpt2",
      dHead: 8,
      dMlp: 64,
      layerNormEpsilon: 1e-5,
      activation: "gelu_tanh",
      bosTokenId: 256,
      scaleAttention: true,
      scaleByLayer: false,
    });
  });

  it("may say n_ctx for n_positions, n_inner, epsilon and scaling", () => {
    const { n_positions: _, ...old } = gpt2;
    expect(read({ ...old, n_ctx: 33 }).nCtx).toBe(33);
    expect(read({ ...gpt2, n_inner: 48 }).dMlp).toBe(48);
    expect(read({ ...gpt2, n_inner: null }).dMlp).toBe(64);
    expect(read({ ...gpt2, layer_norm_epsilon: 1e-6 }).layerNormEpsilon).toBe(1e-6);
    expect(read({ ...gpt2, scale_attn_weights: false }).scaleAttention).toBe(false);
    expect(read({ ...gpt2, scale_attn_by_inverse_layer_idx: true }).scaleByLayer).toBe(true);
  });
});

describe("a GPT-NeoX config", () => {
  it("has its sizes and the published defaults", () => {
    expect(read(neox)).toMatchObject({
      ...TINY,
      architecture: "gpt_neox",
      dHead: 8,
      dMlp: 64,
      activation: "gelu",
      bosTokenId: 0,
      rotaryDims: 2,
      rotaryBase: 10000,
      parallelResidual: true,
    });
  });

  it("reads rotary positions under old keys and new", () => {
    const old = read({ ...neox, rotary_pct: 0.5, rotary_emb_base: 500 });
    const { rotary_pct: _, ...rest } = neox;
    const rope = { rope_type: "default", partial_rotary_factor: 0.5, rope_theta: 500 };
    expect(read({ ...rest, rope_parameters: rope })).toEqual(old);
    expect(old).toMatchObject({ rotaryDims: 4, rotaryBase: 500 });
    expect(read({ ...neox, rope_scaling: null }).rotaryDims).toBe(2);
  });

  it("may be serial, and name other activations", () => {
    expect(read({ ...neox, use_parallel_residual: false }).parallelResidual).toBe(false);
    const names = {
      gelu_new: "gelu_tanh",
      gelu_fast: "gelu_tanh",
      relu: "relu",
      silu: "silu",
      swish: "silu",
    };
    for (const [name, kind] of Object.entries(names))
      expect(read({ ...neox, hidden_act: name }).activation).toBe(kind);
  });
});

describe("a config is refused", () => {
  it.each(["llama", "bert", "gptj", "toString", undefined])(
    "of the architecture %s, by its name",
    async (model_type) => {
      const told = await refused({ ...gpt2, model_type });
      expect(told).toMatch(/^unsupported-model: tiny\/config\.json /);
      expect(told).toContain(`describes a "${model_type}" model`);
    },
  );

  it.each(["n_embd", "n_layer", "n_head", "vocab_size"])("without %s", async (key) => {
    const { [key]: _, ...rest } = gpt2;
    expect(await refused(rest)).toBe(
      `bad-file: tiny/config.json: "${key}" is undefined, not a positive whole number.`,
    );
  });

  it.each(["hidden_size", "intermediate_size", "max_position_embeddings"])("without %s", async (key) => {
    const { [key]: _, ...rest } = neox;
    expect(await refused(rest)).toContain(`"${key}" is undefined`);
  });

  it.each([0, -2, 1.5, "16", null, 1e300])("with a width of %j", async (width) => {
    expect(await refused({ ...gpt2, n_embd: width })).toContain(`"n_embd" is ${JSON.stringify(width)}`);
  });

  it("with heads that don't divide the width", async () => {
    expect(await refused({ ...gpt2, n_head: 3 })).toBe(
      "bad-file: tiny/config.json: 3 heads don't divide a width of 16.",
    );
  });

  it("with an unknown activation", async () => {
    expect(await refused({ ...gpt2, activation_function: "mish" })).toContain('the activation "mish"');
    expect(await refused({ ...gpt2, activation_function: "constructor" })).toContain(
      'the activation "constructor"',
    );
  });

  it("with scaled rotary positions", async () => {
    expect(await refused({ ...neox, rope_parameters: { rope_type: "yarn" } })).toContain('("yarn")');
    expect(await refused({ ...neox, rope_scaling: { type: "linear", factor: 2 } })).toContain('("linear")');
  });

  it("with an odd or impossible number of turning dimensions", async () => {
    for (const rotary_pct of [0.125, 1.5, -1])
      expect(await refused({ ...neox, rotary_pct })).toMatch(/dimensions are to turn/);
  });

  it("that is no object", async () => {
    for (const json of [null, 7, "gpt2"]) expect(await refused(json)).toContain("is no JSON object");
  });
});
