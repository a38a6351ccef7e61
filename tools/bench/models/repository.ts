import type { StudyModel } from "../../../src/model/catalogue.ts";
import { virtualCheckpoint } from "./virtualCheckpoint.ts";
import type { VirtualFile } from "./virtualFile.ts";

const SEED = 3;

/** The config.json that a published model of that shape has, as far as it matters. */
export function configOf({ architecture: a }: StudyModel): Record<string, unknown> {
  if (a.architecture === "gpt2") {
    const { nLayers, dModel, nHeads, nCtx, dVocab } = a;
    const shape = { n_layer: nLayers, n_embd: dModel, n_head: nHeads, n_positions: nCtx, vocab_size: dVocab };
    return { model_type: "gpt2", ...shape };
  }
  return {
    model_type: "gpt_neox",
    num_hidden_layers: a.nLayers,
    hidden_size: a.dModel,
    num_attention_heads: a.nHeads,
    intermediate_size: a.dMlp,
    max_position_embeddings: a.nCtx,
    vocab_size: a.dVocab,
  };
}

/** One of the study's models with random weights in place of its own. */
export function randomRepository(model: StudyModel): Record<string, VirtualFile> {
  if (model.dtype === "BF16") throw new Error("BF16");
  return virtualCheckpoint(configOf(model), model.dtype, SEED);
}

/** A tiny model of the same family, stored as the same type: to warm up with. */
export function tinyTwin(model: StudyModel): StudyModel {
  const size = { nLayers: 2, dModel: 256, nHeads: 4, dHead: 64, dMlp: 1024, nCtx: 128, dVocab: 1000 };
  return { ...model, architecture: { ...model.architecture, ...size } };
}
