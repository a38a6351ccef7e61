import { seededRandom } from "../../src/core/random.ts";
import { gpt2Slots } from "../../src/model/architectures/gpt2.ts";
import type { Checkpoint } from "../../src/model/checkpoint.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { RowTable } from "../../src/model/tensors.ts";

/** GPT-2 small's config but for its layers, and its vocabulary, which a forward pass to the last block does not feel. */
export const GPT2_SMALL = {
  model_type: "gpt2",
  n_embd: 768,
  n_head: 12,
  n_positions: 1024,
  vocab_size: 256,
};

/** Random weights of GPT-2 small's shape. */
export function randomCheckpoint(nLayers: number): Checkpoint {
  const architecture = parseConfig({ ...GPT2_SMALL, n_layer: nLayers }, "random weights");
  const { dModel, dVocab, nCtx } = architecture;
  return {
    id: `GPT-2 small's shape, ${nLayers} layers, random weights`,
    architecture,
    tensors: { embeddings: [], layers: [] },
    async layerWeights(layer) {
      const random = seededRandom(layer + 1);
      const parts = gpt2Slots(architecture).map(({ name, shape }) => {
        const part = new Float32Array(shape.reduce((a, b) => a * b, 1));
        if (name.startsWith("ln_") && name.endsWith("weight")) return part.fill(1);
        for (let i = 0; i < part.length; i++) part[i] = 0.07 * (random() - 0.5);
        return part;
      });
      const all = new Float32Array(parts.reduce((n, part) => n + part.length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return { values: all };
    },
    embedding: async () => randomTable(dVocab, dModel, 100),
    positions: async () => randomTable(nCtx, dModel, 101),
    readAs: () => "F32",
    sha256: async () => "",
  };
}

function randomTable(rows: number, width: number, seed: number): RowTable {
  const random = seededRandom(seed);
  const table = Float32Array.from({ length: rows * width }, () => random() - 0.5);
  return {
    rows,
    byteLength: table.byteLength,
    row: (index) => table.slice(index * width, (index + 1) * width),
  };
}
