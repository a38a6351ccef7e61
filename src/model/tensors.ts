import { Failure } from "../core/failure.ts";
import { type FloatType, spread, toF32 } from "../core/floats.ts";
import type { ModelFiles, NamedTensor, ReadControl, StoredTensor } from "./modelFiles.ts";
import { sha256Hex } from "./sha256.ts";

/** A layer's weights, and (where they have just been rounded to F16) what they were before. */
export interface LayerWeights {
  values: Float32Array<ArrayBuffer>;
  unrounded?: Float32Array<ArrayBuffer>;
}

/** Rows of a stored matrix, converted as they are looked up. */
export interface RowTable {
  readonly rows: number;
  /** As stored. */
  readonly byteLength: number;
  /** [dModel], float32. */
  row(index: number): Float32Array;
  /** The rows as they were, where they have just been rounded to F16. */
  unrounded?: RowTable;
}

/** Reads tensors of a folder and remembers the digest of each, so that hashing the weights reads nothing twice. */
export function tensorReader(files: ModelFiles) {
  const digests = new Map<string, string>();
  const dtypes = new Set<FloatType>();
  const read = async (
    tensors: readonly NamedTensor[],
    control?: ReadControl,
    rooms?: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<StoredTensor[]> => {
    const stored = await (files.readTensors?.(tensors, control, rooms) ?? oneByOne(files, tensors, rooms));
    for (const [i, { name }] of tensors.entries()) {
      const { sha256, bytes, dtype } = stored[i]!;
      dtypes.add(dtype);
      // one after the other: hashing works on a copy
      if (!digests.has(name)) digests.set(name, sha256 ?? (await sha256Hex(bytes)));
    }
    return stored;
  };
  return {
    read,
    dtypes,
    async sha256(tensor: NamedTensor): Promise<string> {
      if (!digests.has(tensor.name)) await read([tensor]);
      return digests.get(tensor.name)!;
    },
  };
}

async function oneByOne(
  files: ModelFiles,
  tensors: readonly NamedTensor[],
  rooms?: readonly Uint8Array<ArrayBuffer>[],
): Promise<StoredTensor[]> {
  const stored: StoredTensor[] = [];
  for (const [i, { file, begin, end, dtype }] of tensors.entries()) {
    const room = rooms?.[i];
    const bytes = await files.read(file, { begin, end }, room?.subarray(room.byteLength - (end - begin)));
    if (bytes?.byteLength !== end - begin)
      throw new Failure("io", `${files.id}/${file} ended early while it was read: try again.`);
    stored.push({ bytes, dtype: dtype as FloatType });
  }
  return stored;
}

/** Numbers in a layer. */
export function layerLength(tensors: readonly NamedTensor[]): number {
  return tensors.reduce((sum, tensor) => sum + lengthOf(tensor), 0);
}

/** Where each tensor's float32 values lie in a layer's memory, [layerLength]: bytes that are read to a room's end spread out in place. */
export function roomsOf(
  tensors: readonly NamedTensor[],
  values: Float32Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer>[] {
  let at = 0;
  return tensors.map((tensor) => {
    const begin = values.byteOffset + 4 * at;
    at += lengthOf(tensor);
    return new Uint8Array(values.buffer, begin, 4 * lengthOf(tensor));
  });
}

/** Turns what was read into `rooms` of `values` into float32, in place. @throws Failure("bad-file") for NaN or Inf */
export function toLayer(
  id: string,
  tensors: readonly NamedTensor[],
  stored: readonly StoredTensor[],
  values: Float32Array<ArrayBuffer>,
): LayerWeights {
  const rounded = stored.some((tensor) => tensor.unrounded);
  const unrounded = rounded ? new Float32Array(values.length) : undefined;
  let at = 0;
  tensors.forEach((tensor, i) => {
    const { bytes, dtype, unrounded: before } = stored[i]!;
    const floats = values.subarray(at, at + lengthOf(tensor));
    spread(bytes, dtype, floats);
    requireFinite(id, tensor, floats);
    unrounded?.set(before ? toF32(before, "F32") : floats, at);
    at += floats.length;
  });
  return unrounded ? { values, unrounded } : { values };
}

const lengthOf = ({ shape }: NamedTensor) => shape.reduce((a, b) => a * b, 1);

/** Row look-up in a matrix that stays as it is stored. */
export function rowTable(
  id: string,
  tensor: NamedTensor,
  { bytes, dtype, unrounded }: StoredTensor,
): RowTable {
  const [rows, width] = tensor.shape as [number, number];
  const stride = bytes.byteLength / rows;
  return {
    rows,
    byteLength: bytes.byteLength,
    ...(unrounded && { unrounded: rowTable(id, tensor, { bytes: unrounded, dtype: "F32" }) }),
    row(index) {
      if (!(index >= 0 && index < rows))
        throw new Failure("bad-data", `The token id ${index} is not among the model's ${rows}.`);
      const row = toF32(bytes.slice(index * stride, (index + 1) * stride), dtype);
      if (row.length !== width) throw new Error(`row of ${row.length}, not ${width}`);
      requireFinite(id, tensor, row);
      return row;
    },
  };
}

function requireFinite(id: string, { file, name }: NamedTensor, values: Float32Array): void {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - values[i]!; // NaN for NaN and for Inf, 0 otherwise
  if (sum === 0) return;
  const at = values.findIndex((v) => !Number.isFinite(v));
  throw new Failure(
    "bad-file",
    `${id}/${file}: "${name}" holds ${values[at]} at ${at}; a model with such weights can't be run: take another copy.`,
  );
}
