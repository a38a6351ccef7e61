import { Failure } from "../core/failure.ts";
import { gpt2Names, gpt2Slots } from "./architectures/gpt2.ts";
import { gptNeoxNames, gptNeoxSlots } from "./architectures/gptNeox.ts";
import { type Architecture, parseConfig } from "./config.ts";
import { findTensors, readJson } from "./folder.ts";
import type { ModelFiles, NamedTensor, ReadControl } from "./modelFiles.ts";
import { sha256Hex } from "./sha256.ts";
import {
  type LayerWeights,
  layerLength,
  type RowTable,
  roomsOf,
  rowTable,
  tensorReader,
  toLayer,
} from "./tensors.ts";

/** A checkpoint whose tensors have been found and checked; their bytes are read when asked for. */
export interface Checkpoint {
  readonly id: string;
  /** The commit it is of, where it comes from a hub. */
  readonly revision?: string;
  readonly architecture: Architecture;
  /** The tensors that are used, and no others. */
  readonly tensors: { embeddings: readonly NamedTensor[]; layers: readonly (readonly NamedTensor[])[] };
  /**
   * A layer's tensors one after the other in the order of its slots, float32; in `room`, as long as they are, where it is given.
   * @throws Failure("bad-file") for NaN or Inf
   */
  layerWeights(layer: number, control?: ReadControl, room?: Float32Array<ArrayBuffer>): Promise<LayerWeights>;
  /** Token embedding, F16 stays F16: row look-up. [dVocab, dModel] */
  embedding(control?: ReadControl): Promise<RowTable>;
  /** Position embedding, GPT-2 only. [nCtx, dModel] */
  positions(control?: ReadControl): Promise<RowTable | undefined>;
  /** Element types of what has been read so far: "F32", "F16", "BF16", or several. */
  readAs(): string;
  /** SHA-256 over the used tensors, as stored: of each one's digest, in order. Empty where the platform can't. */
  sha256(): Promise<string>;
}

/** Opens a folder: config.json, then the header of every safetensors file. @throws Failure naming the file and what is wrong. */
export async function openCheckpoint(files: ModelFiles): Promise<Checkpoint> {
  const architecture = parseConfig(await readJson(files, "config.json"), `${files.id}/config.json`);
  const found = await findTensors(files);
  const { names, slots } =
    architecture.architecture === "gpt2"
      ? { names: gpt2Names, slots: gpt2Slots(architecture) }
      : { names: gptNeoxNames, slots: gptNeoxSlots(architecture) };
  const { nLayers, dVocab, dModel, nCtx } = architecture;

  const find = (name: string, shape: readonly number[]): NamedTensor => {
    const tensor = found.get(names.prefix + name) ?? found.get(name);
    if (!tensor)
      throw new Failure(
        "bad-file",
        `${files.id} lacks the tensor "${name}", which its config.json promises.`,
      );
    const { file, dtype } = tensor;
    if (dtype !== "F32" && dtype !== "F16" && dtype !== "BF16") {
      throw new Failure(
        "bad-file",
        `${files.id}/${file}: "${name}" is stored as ${dtype}; F32, F16 and BF16 can be read.`,
      );
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new Failure(
        "bad-file",
        `${files.id}/${file}: "${name}" has the shape [${tensor.shape}], its config.json asks for [${shape}].`,
      );
    }
    return tensor;
  };
  const embed = find(names.embed, [dVocab, dModel]);
  const position = names.position === undefined ? undefined : find(names.position, [nCtx, dModel]);
  const embeddings = position ? [embed, position] : [embed];
  const layers = Array.from({ length: nLayers }, (_, layer) =>
    slots.map((slot) => find(names.block(layer) + slot.name, slot.shape)),
  );
  const reader = tensorReader(files);
  const table = async (tensor: NamedTensor, control?: ReadControl) =>
    rowTable(files.id, tensor, (await reader.read([tensor], control))[0]!);
  return {
    id: files.id,
    ...(files.revision !== undefined && { revision: files.revision }),
    architecture,
    tensors: { embeddings, layers },
    async layerWeights(layer, control, room) {
      const tensors = layers[layer]!;
      const values = room ?? new Float32Array(layerLength(tensors));
      const stored = await reader.read(tensors, control, roomsOf(tensors, values));
      return toLayer(files.id, tensors, stored, values);
    },
    embedding: (control) => table(embed, control),
    positions: async (control) => position && table(position, control),
    readAs: () => [...reader.dtypes].sort().join(", "),
    async sha256() {
      if (!globalThis.crypto?.subtle) return "";
      const digests: string[] = [];
      for (const tensor of [...embeddings, ...layers.flat()]) digests.push(await reader.sha256(tensor));
      return sha256Hex(new TextEncoder().encode(digests.join()));
    },
  };
}
