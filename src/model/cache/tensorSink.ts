import type { FloatType } from "../../core/floats.ts";
import type { NamedTensor, StoredTensor } from "../modelFiles.ts";
import type { PartWriter } from "../partStore.ts";
import { halver } from "./halver.ts";
import type { Keeper } from "./keeper.ts";
import { keptBytes } from "./layout.ts";
import type { Stretch } from "./runs.ts";
import { equal, SEAL_BYTES, sealOf } from "./seal.ts";

/** Where one tensor's bytes go as they come: into the result, and into its part of the store. */
export interface TensorSink extends Stretch {
  readonly tensor: NamedTensor;
  /** A value that F16 can't hold came: `tensor` must be read as F32. */
  readonly tooLarge: boolean;
  /** The next bytes of the file from `begin` on. */
  take(bytes: Uint8Array): Promise<void>;
  /** All bytes have come. */
  finish(): Promise<StoredTensor>;
  /** Reading broke off; what has come is kept for a later try. */
  pause(): Promise<void>;
}

/** Begins a tensor's part, or goes on where an earlier session was interrupted: `begin` is the first byte still needed. */
export async function openSink(
  tensor: NamedTensor,
  asF16: boolean,
  keeper: Keeper,
  path: string,
  room?: Uint8Array<ArrayBuffer>,
): Promise<TensorSink> {
  const bytes = endOf(room, keptBytes(tensor, asF16));
  const resumed = await resume(keeper, path, bytes);
  let writer = resumed.writer;
  const { sealed } = resumed;
  let at = resumed.at;
  let skip = asF16 ? at % 2 : 0; // an interruption may have cut a half in two
  let tooLarge = false;
  const halve = asF16 ? halver() : undefined;
  // what it was before it was rounded is handed on for a measurement, where all of it comes on this visit
  const unrounded = asF16 && at === 0 ? new Uint8Array(2 * bytes.byteLength) : undefined;
  let came = 0;
  return {
    tensor,
    file: tensor.file,
    begin: tensor.begin + (asF16 ? 4 * Math.floor(at / 2) : at),
    end: tensor.end,
    get tooLarge() {
      return tooLarge;
    },
    async take(chunk) {
      if (tooLarge) return;
      unrounded?.set(chunk, came);
      came += chunk.byteLength;
      const converted = halve ? halve(chunk) : chunk;
      if (!converted) {
        tooLarge = true;
        if (writer) await keeper.close(writer, "discard");
        writer = undefined;
        return;
      }
      const kept = converted.subarray(skip);
      skip -= converted.byteLength - kept.byteLength;
      bytes.set(kept, at);
      at += kept.byteLength;
      if (writer && !(await keeper.append(writer, kept))) writer = undefined;
    },
    async finish() {
      if (at !== bytes.byteLength) throw new Error(`${tensor.name} has ${at} of ${bytes.byteLength} bytes`);
      const sha256 = writer && (await keeper.finish(writer, bytes, sealed));
      writer = undefined;
      return {
        bytes,
        dtype: asF16 ? "F16" : (tensor.dtype as FloatType),
        ...(sha256 && { sha256 }),
        ...(unrounded && { unrounded }),
      };
    },
    async pause() {
      if (writer) await keeper.close(writer, "pause");
      writer = undefined;
    },
  };
}

/** The last `length` bytes of a room; memory of its own where there is none. */
export function endOf(room: Uint8Array<ArrayBuffer> | undefined, length: number): Uint8Array<ArrayBuffer> {
  return room ? room.subarray(room.byteLength - length) : new Uint8Array(length);
}

interface Resumed {
  writer: PartWriter | undefined;
  /** Bytes of the tensor, and of the seal behind it, that are there already. */
  at: number;
  sealed: number;
}

async function resume(keeper: Keeper, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Resumed> {
  const writer = await keeper.open(path);
  if (!writer || writer.length === 0) return { writer, at: 0, sealed: 0 };
  const left = await keeper.left(writer);
  if (!left) return { writer: undefined, at: 0, sealed: 0 };
  const at = Math.min(left.byteLength, bytes.byteLength);
  bytes.set(left.subarray(0, at));
  const begunSeal = left.subarray(at);
  const sealFits =
    begunSeal.byteLength <= SEAL_BYTES &&
    (begunSeal.byteLength === 0 || equal(begunSeal, (await sealOf(bytes)).subarray(0, begunSeal.byteLength)));
  if (sealFits && !endsInZeros(left)) return { writer, at, sealed: begunSeal.byteLength };
  await keeper.close(writer, "discard");
  return { writer: await keeper.open(path), at: 0, sealed: 0 };
}

/** After a power cut a file system may leave zeros for what it had not yet written; the seal would cover them. */
function endsInZeros(left: Uint8Array): boolean {
  return left.byteLength >= 512 && left.subarray(-512).every((byte) => byte === 0);
}
