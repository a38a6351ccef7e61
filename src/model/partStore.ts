// Where downloaded bytes are kept between visits: the browser's private file system, or a folder.

/** A part that is being written. */
export interface PartWriter {
  /** Bytes that an earlier, interrupted write left. */
  readonly length: number;
  /** Those bytes. */
  written(): Promise<Uint8Array<ArrayBuffer>>;
  /** Appends. @throws Failure("disk-full") */
  write(bytes: Uint8Array): Promise<void>;
  /** The part is whole: from now on `read` finds it. */
  finish(): Promise<void>;
  /** Closes; what was written stays for a later try. */
  pause(): Promise<void>;
  /** Closes and removes what was written. */
  discard(): Promise<void>;
}

/** Bytes [begin, end) of a part; `room` is as long. */
export interface Stretch {
  begin: number;
  end: number;
  room?: Uint8Array<ArrayBuffer>;
}

/** A store of parts by path, `a/b/c`; names are letters, digits, `.`, `_`, `-`, `=` and `@` (see `safeName`). */
export interface PartStore {
  /** A finished part, or a stretch of it, put into `room` where that is given; undefined where there is none. */
  read(path: string, stretch?: Stretch): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Length of a finished part. */
  size(path: string): Promise<number | undefined>;
  open(path: string): Promise<PartWriter>;
  /** All files under a folder (all of the store without one), unfinished ones among them. */
  list(folder?: string): Promise<{ path: string; bytes: number; finished: boolean }[]>;
  /** Removes a file, or a folder and all in it. */
  remove(path: string): Promise<void>;
  /** Bytes that can still be written, where the platform tells. */
  room(): Promise<number | undefined>;
}
