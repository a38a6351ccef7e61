import type { FloatType } from "../core/floats.ts";
import type { TensorInfo } from "../core/safetensors.ts";
import type { Signal } from "../core/seams.ts";

/** A tensor of a checkpoint and where its bytes lie. */
export interface NamedTensor extends TensorInfo {
  name: string;
  /** The safetensors file it is in. */
  file: string;
}

/** A tensor's bytes, little-endian; `dtype` may differ from the checkpoint's where a cache keeps F16 for F32. */
export interface StoredTensor {
  bytes: Uint8Array<ArrayBuffer>;
  dtype: FloatType;
  /** SHA-256 of `bytes` in hex, where it is known already. */
  sha256?: string;
  /** The bytes as the checkpoint has them, where this very read has rounded them to F16. */
  unrounded?: Uint8Array<ArrayBuffer>;
}

/** What a long read can be told, and tells. */
export interface ReadControl {
  signal?: Signal;
  /** Bytes that have come in over the network. */
  onBytes?: (bytes: number) => void;
}

/** A model's folder in the Hugging Face layout, wherever it lies: on disk, behind a URL, on the hub, dropped on the page. */
export interface ModelFiles {
  /** The folder's or repository's name. */
  readonly id: string;
  /** The commit that a hub's files are of. */
  readonly revision?: string;
  /**
   * Bytes [begin, end) of a file, all of it where no range is given; undefined where there is no such file. `room`, as long as
   * the range, is memory that may be used for them.
   */
  read(
    path: string,
    range?: { begin: number; end: number },
    room?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Length in bytes; undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Names of all files, where they can be told: for saying what is there instead of what was looked for. */
  list?(): Promise<string[]>;
  /**
   * Several tensors at once, in the order asked for, where that is better than one `read` each. `rooms`: for each, memory that
   * its bytes are put at the end of, so that a whole model is read through one layer's worth of it.
   */
  readTensors?(
    tensors: readonly NamedTensor[],
    control?: ReadControl,
    rooms?: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<StoredTensor[]>;
}

/** Files at a distance, pinned to one commit: every stream of a file gives the bytes of the same version. */
export interface RemoteFiles {
  /** `owner/name`. */
  readonly repo: string;
  /** Full commit id. */
  readonly commit: string;
  list(): Promise<string[]>;
  size(path: string): Promise<number | undefined>;
  /**
   * Bytes [begin, end) of a file as they come, resumed at the byte when a connection breaks. A chunk is there until the next is
   * asked for.
   * @throws Failure("io" | "bad-file" | "aborted") in a sentence that names the file
   */
  stream(path: string, begin: number, end: number, signal?: Signal): AsyncGenerator<Uint8Array, void>;
}
