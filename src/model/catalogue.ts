import type { ModelEntry } from "../core/api.ts";
import type { FloatType } from "../core/floats.ts";
import { gpt2Slots } from "./architectures/gpt2.ts";
import { gptNeoxSlots } from "./architectures/gptNeox.ts";
import { type Architecture, parseConfig } from "./config.ts";

/** The models that ship with the project, each in `models/<id>/` with its atlas. */
export const SHIPPED: readonly ModelEntry[] = [
  { id: "mini-gpt2", title: "mini-gpt2 (GPT-2, ours)", kind: "shipped", offline: true },
  { id: "mini-pythia", title: "mini-pythia (Pythia, ours)", kind: "shipped", offline: true },
];

/** An atlas's file in a shipped model's folder. */
export const ATLAS_FILE = "default.atlas";

/** One of the six models of the study, as published on the hub. */
export interface StudyModel {
  /** What the study, and TransformerLens, call it. */
  name: string;
  repo: string;
  revision: string;
  architecture: Architecture;
  /** Element type its weights are stored as. */
  dtype: FloatType;
  /** Trained on the deduplicated Pile: no, `pythia-160m` means the model that TransformerLens means by it. */
  deduplicated: boolean;
}

export const STUDY_MODELS: readonly StudyModel[] = [
  gpt2("gpt2", 12, 768, 12),
  gpt2("gpt2-medium", 24, 1024, 16),
  gpt2("gpt2-large", 36, 1280, 20),
  pythia("pythia-160m", 12, 768, 12),
  pythia("pythia-410m", 24, 1024, 16),
  pythia("pythia-1b", 16, 2048, 8),
];

/** The revisions that hold Pythia's training, oldest first: step0, step1, 2, 4 … 512, then every 1000 up to 143000. */
export const PYTHIA_STEPS: readonly string[] = [
  0,
  ...Array.from({ length: 10 }, (_, i) => 2 ** i),
  ...Array.from({ length: 143 }, (_, i) => 1000 * (i + 1)),
].map((step) => `step${step}`);

/** Whether a repository has the `PYTHIA_STEPS`. */
export function hasTrainingSteps(repo: string): boolean {
  return /^EleutherAI\/pythia-/.test(repo);
}

/** Numbers in a block. */
export function layerParameters(a: Architecture): number {
  const slots = a.architecture === "gpt2" ? gpt2Slots(a) : gptNeoxSlots(a);
  return slots.reduce((sum, { shape }) => sum + shape.reduce((n, side) => n * side, 1), 0);
}

/** Numbers in the token embedding and, of a GPT-2, the position embedding. */
export function embeddingParameters(a: Architecture): number {
  return (a.dVocab + (a.architecture === "gpt2" ? a.nCtx : 0)) * a.dModel;
}

/** Numbers that the residual stream needs: neither the unembedding nor the last layer norm among them. */
export function parametersUsed(a: Architecture): number {
  return a.nLayers * layerParameters(a) + embeddingParameters(a);
}

/** Bytes of a block: as stored, or in "F32" as it is computed. */
export function layerBytes(a: Architecture, dtype: FloatType): number {
  return layerParameters(a) * bytesOf(dtype);
}

/** Bytes of the embeddings, which stay as stored. */
export function embeddingBytes(a: Architecture, dtype: FloatType): number {
  return embeddingParameters(a) * bytesOf(dtype);
}

/** Bytes of all tensors that are used, as stored: what a download takes. */
export function usedBytes(a: Architecture, dtype: FloatType): number {
  return parametersUsed(a) * bytesOf(dtype);
}

function bytesOf(dtype: FloatType): number {
  return dtype === "F32" ? 4 : 2;
}

function gpt2(name: string, nLayers: number, dModel: number, nHeads: number): StudyModel {
  const config = { model_type: "gpt2", n_layer: nLayers, n_embd: dModel, n_head: nHeads };
  const architecture = parseConfig({ ...config, n_positions: 1024, vocab_size: 50257 }, name);
  const repo = `openai-community/${name}`;
  return { name, repo, revision: "main", architecture, dtype: "F32", deduplicated: false };
}

function pythia(name: string, nLayers: number, dModel: number, nHeads: number): StudyModel {
  const config = { model_type: "gpt_neox", num_hidden_layers: nLayers, hidden_size: dModel };
  const architecture = parseConfig(
    {
      ...config,
      num_attention_heads: nHeads,
      intermediate_size: 4 * dModel,
      max_position_embeddings: 2048,
      vocab_size: 50304,
    },
    name,
  );
  return {
    name,
    repo: `EleutherAI/${name}`,
    revision: "main",
    architecture,
    dtype: "F16",
    deduplicated: false,
  };
}
