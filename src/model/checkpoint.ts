import { Failure } from "../core/failure.ts";
import { type FloatType, toF32 } from "../core/floats.ts";
import { headerLength, parseHeader, type TensorInfo } from "../core/safetensors.ts";
import { gpt2Names, gpt2Slots } from "./architectures/gpt2.ts";
import { gptNeoxNames, gptNeoxSlots } from "./architectures/gptNeox.ts";
import { type Architecture, parseConfig } from "./config.ts";
import type { WeightSlot } from "./graphBuilder.ts";
import type { ModelFiles } from "./modelFiles.ts";
import { sha256Hex } from "./sha256.ts";

/** Where a tensor's bytes lie. */
interface Place extends TensorInfo {
  file: string;
}

/** A checkpoint whose tensors have been found and checked; their bytes are read when asked for. */
export interface Checkpoint {
  readonly id: string;
  readonly architecture: Architecture;
  /** A layer's tensors one after the other in the order of its slots, float32. */
  layerWeights(layer: number): Promise<Float32Array<ArrayBuffer>>;
  /** Token embedding, F16 stays F16: row look-up. [dVocab, dModel] */
  embedding(): Promise<RowTable>;
  /** Position embedding, GPT-2 only. [nCtx, dModel] */
  positions(): Promise<RowTable | undefined>;
  /** SHA-256 over the used tensors, as stored: of each one's digest, in order. Empty where the platform can't. */
  sha256(): Promise<string>;
}

/** Rows of a stored matrix, converted as they are looked up. */
export interface RowTable {
  readonly rows: number;
  /** [dModel], float32. */
  row(index: number): Float32Array;
}

/** Opens a folder: config.json, then the header of every safetensors file. @throws Failure naming the file and what is wrong. */
export async function openCheckpoint(files: ModelFiles): Promise<Checkpoint> {
  const architecture = parseConfig(await readJson(files, "config.json"), `${files.id}/config.json`);
  const tensors = await findTensors(files);
  const { names, slots } =
    architecture.architecture === "gpt2"
      ? { names: gpt2Names, slots: gpt2Slots(architecture) }
      : { names: gptNeoxNames, slots: gptNeoxSlots(architecture) };
  const { nLayers, dVocab, dModel, nCtx } = architecture;

  const find = (name: string, shape: readonly number[]): Place => {
    const place = tensors.get(names.prefix + name) ?? tensors.get(name);
    if (!place)
      throw new Failure(
        "bad-file",
        `${files.id} lacks the tensor "${name}", which its config.json promises.`,
      );
    if (place.dtype !== "F32" && place.dtype !== "F16" && place.dtype !== "BF16") {
      throw new Failure(
        "bad-file",
        `${files.id}/${place.file}: "${name}" is stored as ${place.dtype}; F32, F16 and BF16 can be read.`,
      );
    }
    if (place.shape.join() !== shape.join()) {
      throw new Failure(
        "bad-file",
        `${files.id}/${place.file}: "${name}" has the shape [${place.shape}], its config.json asks for [${shape}].`,
      );
    }
    return place;
  };
  const embed = find(names.embed, [dVocab, dModel]);
  const position = names.position === undefined ? undefined : find(names.position, [nCtx, dModel]);
  const layers = Array.from({ length: nLayers }, (_, layer) =>
    slots.map((slot) => find(names.block(layer) + slot.name, slot.shape)),
  );
  return {
    id: files.id,
    architecture,
    layerWeights: (layer) => readLayer(files, layers[layer]!, slots),
    embedding: () => readTable(files, embed),
    positions: async () => (position ? readTable(files, position) : undefined),
    sha256: () => hashTensors(files, [embed, ...(position ? [position] : []), ...layers.flat()]),
  };
}

/** Reads and parses a JSON file of the folder. @throws Failure("bad-file") where it is missing or no JSON. */
export async function readJson(files: ModelFiles, path: string): Promise<unknown> {
  const bytes = await files.read(path);
  if (!bytes)
    throw new Failure(
      "bad-file",
      `${files.id} has no ${path}: a model is a folder in the Hugging Face layout.`,
    );
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Failure("bad-file", `${files.id}/${path} is no JSON.`);
  }
}

/** All tensors of `model.safetensors`, or of the shards its index names. */
async function findTensors(files: ModelFiles): Promise<Map<string, Place>> {
  let shards = ["model.safetensors"];
  if ((await files.size(shards[0]!)) === undefined) {
    const index = "model.safetensors.index.json";
    if ((await files.size(index)) === undefined) {
      throw new Failure(
        "bad-file",
        `${files.id} has neither model.safetensors nor ${index}: only safetensors checkpoints can be read.`,
      );
    }
    const map = (await readJson(files, index)) as { weight_map?: Record<string, string> } | null;
    shards = [...new Set(Object.values(map?.weight_map ?? {}))];
    if (shards.length === 0) throw new Failure("bad-file", `${files.id}/${index} names no files.`);
    const odd = shards.find((s) => typeof s !== "string" || s.includes("/") || s.includes(".."));
    if (odd !== undefined)
      throw new Failure("bad-file", `${files.id}/${index} names "${odd}", which is no file of its folder.`);
  }
  const tensors = new Map<string, Place>();
  for (const file of shards) {
    const name = `${files.id}/${file}`;
    const size = await files.size(file);
    if (size === undefined)
      throw new Failure("bad-file", `${name} is missing: the checkpoint is not complete.`);
    const length = headerLength((await files.read(file, { begin: 0, end: 8 }))!, name);
    if (8 + length > size)
      throw new Failure(
        "bad-file",
        `${name} can't be read: its header ends beyond its ${size} bytes; it is cut short.`,
      );
    const header = parseHeader((await files.read(file, { begin: 8, end: 8 + length }))!, size, name);
    for (const [tensor, info] of header.tensors) tensors.set(tensor, { ...info, file });
  }
  return tensors;
}

async function readBytes(files: ModelFiles, { file, begin, end }: Place): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await files.read(file, { begin, end });
  if (bytes?.byteLength !== end - begin)
    throw new Failure("io", `${files.id}/${file} ended early while it was read: try again.`);
  return bytes;
}

async function readLayer(
  files: ModelFiles,
  places: Place[],
  slots: WeightSlot[],
): Promise<Float32Array<ArrayBuffer>> {
  const out = new Float32Array(slots.reduce((n, s) => n + s.shape.reduce((a, b) => a * b, 1), 0));
  let at = 0;
  for (const place of places) {
    const values = toF32(await readBytes(files, place), place.dtype as FloatType);
    out.set(values, at);
    at += values.length;
  }
  return out;
}

async function readTable(files: ModelFiles, place: Place): Promise<RowTable> {
  const bytes = await readBytes(files, place);
  const [rows, width] = place.shape as [number, number];
  const stride = bytes.byteLength / rows;
  return {
    rows,
    row(index) {
      if (!(index >= 0 && index < rows))
        throw new Failure("bad-data", `The token id ${index} is not among the model's ${rows}.`);
      const row = toF32(bytes.slice(index * stride, (index + 1) * stride), place.dtype as FloatType);
      if (row.length !== width) throw new Error(`row of ${row.length}, not ${width}`);
      return row;
    },
  };
}

async function hashTensors(files: ModelFiles, places: Place[]): Promise<string> {
  if (!globalThis.crypto?.subtle) return "";
  const digests: string[] = [];
  for (const place of places) digests.push(await sha256Hex(await readBytes(files, place)));
  return sha256Hex(new TextEncoder().encode(digests.join()));
}
