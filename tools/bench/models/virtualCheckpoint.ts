import { gpt2Names, gpt2Slots } from "../../../src/model/architectures/gpt2.ts";
import { gptNeoxNames, gptNeoxSlots } from "../../../src/model/architectures/gptNeox.ts";
import { parseConfig } from "../../../src/model/config.ts";
import { BLOCK, randomBlock } from "./randomBlock.ts";
import { type VirtualFile, virtualFile } from "./virtualFile.ts";

const ELEMENT = { F32: 4, F16: 2 } as const;
/** 1 as it is stored. */
const ONE = { F32: Uint8Array.of(0, 0, 0x80, 0x3f), F16: Uint8Array.of(0, 0x3c) } as const;

interface Part {
  name: string;
  shape: number[];
}

/**
 * A repository of random weights, nothing of it on disk: config.json and a model.safetensors with all tensors of a published
 * checkpoint, those that are never read among them. No tokenizer: it runs on token ids.
 */
export function virtualCheckpoint(
  config: Record<string, unknown>,
  dtype: "F32" | "F16",
  seed: number,
): Record<string, VirtualFile> {
  const element = ELEMENT[dtype];
  const block = randomBlock(dtype, seed);
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  const stretches: Parameters<typeof virtualFile>[0] = [];
  let offset = 0;
  partsOf(config).forEach(({ name, shape }, i) => {
    const bytes = shape.reduce((n, d) => n * d, element);
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes] };
    const norm = /(ln_\d|ln_f|layernorm|layer_norm)\.weight$/.test(name);
    const from = element * ((7919 * (i + 1)) % BLOCK); // every tensor begins elsewhere in the block
    stretches.push({ bytes, pattern: norm ? ONE[dtype] : block, from: norm ? 0 : from });
    offset += bytes;
  });
  const head = headerBytes(header);
  return {
    "config.json": fileOf(new TextEncoder().encode(JSON.stringify(config))),
    "model.safetensors": virtualFile([{ bytes: head.length, pattern: head, from: 0 }, ...stretches]),
  };
}

const fileOf = (bytes: Uint8Array<ArrayBuffer>): VirtualFile =>
  virtualFile([{ bytes: bytes.length, pattern: bytes, from: 0 }]);

/** Tensors in the order of the file, as the hub's checkpoints name them. */
function partsOf(config: Record<string, unknown>): Part[] {
  const a = parseConfig(config, "bench");
  const { nLayers, nCtx, dModel, dVocab } = a;
  const blocks = (names: { block(layer: number): string }, more: Part[]) => {
    const slots = a.architecture === "gpt2" ? gpt2Slots(a) : gptNeoxSlots(a);
    const parts = [...slots.map(({ name, shape }) => ({ name, shape: [...shape] })), ...more];
    return Array.from({ length: nLayers }, (_, layer) =>
      parts.map(({ name, shape }) => ({ name: names.block(layer) + name, shape })),
    ).flat();
  };
  if (a.architecture === "gpt2") {
    return [
      { name: gpt2Names.embed, shape: [dVocab, dModel] },
      { name: gpt2Names.position, shape: [nCtx, dModel] },
      ...blocks(gpt2Names, [{ name: "attn.bias", shape: [1, 1, nCtx, nCtx] }]), // a mask, in every published one
      { name: "ln_f.weight", shape: [dModel] },
      { name: "ln_f.bias", shape: [dModel] },
    ];
  }
  const { prefix } = gptNeoxNames;
  const norm = ["weight", "bias"].map((end) => ({
    name: `${prefix}final_layer_norm.${end}`,
    shape: [dModel],
  }));
  return [
    { name: prefix + gptNeoxNames.embed, shape: [dVocab, dModel] },
    ...blocks({ block: (layer) => prefix + gptNeoxNames.block(layer) }, []),
    ...norm,
    { name: "embed_out.weight", shape: [dVocab, dModel] },
  ];
}

/** Length and JSON, padded so that the tensors after it are aligned. */
function headerBytes(header: unknown): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const out = new Uint8Array(8 + padded).fill(0x20);
  new DataView(out.buffer).setBigUint64(0, BigInt(padded), true);
  out.set(json, 8);
  return out;
}
