import type { TensorData } from "../../src/core/safetensors.ts";
import { gpt2Names, gpt2Slots } from "../../src/model/architectures/gpt2.ts";
import { gptNeoxNames, gptNeoxSlots } from "../../src/model/architectures/gptNeox.ts";
import { parseConfig } from "../../src/model/config.ts";
import { normalRandom } from "./normal.ts";

export type TinyArchitecture = "gpt2" | "gpt_neox";
export type Tensors = Record<string, TensorData>;

/** Every tiny model: 2 layers × 16, a token a byte. */
export const TINY = { nLayers: 2, dModel: 16, nHeads: 2, nCtx: 96, dVocab: 257 };

/** The least config.json that each architecture's checkpoints have. */
export function tinyConfig(architecture: TinyArchitecture): Record<string, unknown> {
  const { nLayers, dModel, nHeads, nCtx, dVocab } = TINY;
  return architecture === "gpt2"
    ? {
        model_type: "gpt2",
        n_layer: nLayers,
        n_embd: dModel,
        n_head: nHeads,
        n_positions: nCtx,
        vocab_size: dVocab,
        bos_token_id: bosOf(architecture),
      }
    : {
        model_type: "gpt_neox",
        num_hidden_layers: nLayers,
        hidden_size: dModel,
        num_attention_heads: nHeads,
        max_position_embeddings: nCtx,
        vocab_size: dVocab,
        intermediate_size: 4 * dModel,
        rotary_pct: 0.25,
        bos_token_id: bosOf(architecture),
      };
}

/** As in the published tokenizers: last in GPT-2's, first in Pythia's. */
export const bosOf = (architecture: TinyArchitecture): number => (architecture === "gpt2" ? 256 : 0);

/** Seeded weights under published names: norms about 1, everything else about 0. */
export function tinyTensors(
  architecture: TinyArchitecture,
  seed = 1,
  prefix = true,
  nLayers = TINY.nLayers,
): Tensors {
  const a = { ...parseConfig(tinyConfig(architecture), "tiny"), nLayers };
  const [names, slots] =
    architecture === "gpt2" ? [gpt2Names, gpt2Slots(a)] : [gptNeoxNames, gptNeoxSlots(a)];
  const random = normalRandom(seed);
  const tensors: Tensors = {};
  const add = (name: string, shape: readonly number[], scale: number, mean = 0) => {
    const length = shape.reduce((x, y) => x * y, 1);
    const data = Float32Array.from({ length }, () => mean + scale * random());
    tensors[(prefix ? names.prefix : "") + name] = { shape: [...shape], data };
  };
  add(names.embed, [a.dVocab, a.dModel], 1);
  if (names.position !== undefined) add(names.position, [a.nCtx, a.dModel], 0.1);
  for (let layer = 0; layer < a.nLayers; layer++) {
    for (const { name, shape } of slots) {
      const norm = /(ln_\d|layernorm)\.weight$/.test(name);
      add(names.block(layer) + name, shape, norm ? 0.1 : 0.3, norm ? 1 : 0);
    }
  }
  return tensors;
}

/** A byte-level BPE without merges: the 256 byte symbols of GPT-2 and `<|endoftext|>`. */
export function tinyTokenizer(architecture: TinyArchitecture): unknown {
  const bos = bosOf(architecture);
  const symbols: string[] = [];
  for (let byte = 0, spare = 256; byte < 256; byte++) {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    symbols.push(String.fromCodePoint(printable ? byte : spare++));
  }
  const first = bos === 0 ? 1 : 0;
  const level = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const special = { content: "<|endoftext|>", single_word: false, lstrip: false, rstrip: false };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [{ id: bos, ...special, normalized: false, special: true }],
    normalizer: null,
    pre_tokenizer: level,
    post_processor: null,
    decoder: level,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      vocab: { ...Object.fromEntries(symbols.map((s, i) => [s, i + first])), "<|endoftext|>": bos },
      merges: [],
    },
  };
}
