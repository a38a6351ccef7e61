import type { PartWriter } from "../partStore.ts";
import { opfsFull, opfsRefusal } from "./opfsRefusal.ts";

/** Behind the name of an unfinished part; `~` is in no part's name. A finished part is renamed, which is atomic. */
export const UNFINISHED = "~part";

/** All browsers with a private file system rename in it; the types don't know yet. */
export type MovableFile = FileSystemFileHandle & { move?(name: string): Promise<void> };

/** The types of a page's thread lack it; only workers have it. */
interface SyncFile {
  getSize(): number;
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
type SyncFileHandle = MovableFile & { createSyncAccessHandle?(): Promise<SyncFile> };

/** What both ways of writing have in common. */
interface Appender {
  length: number;
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abandon(): Promise<void>;
}

export async function openOpfsWriter(
  parent: FileSystemDirectoryHandle,
  name: string,
  path: string,
): Promise<PartWriter> {
  const told = async <T>(call: () => Promise<T>, bytes = 0): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw opfsRefusal(error, path, bytes);
    }
  };
  const handle: SyncFileHandle = await told(() => parent.getFileHandle(name + UNFINISHED, { create: true }));
  const file = await told(() =>
    handle.createSyncAccessHandle ? syncAppender(handle, path) : streamAppender(handle),
  );
  const left = file.length;
  return {
    length: left,
    written: () =>
      told(async () => new Uint8Array(await (await handle.getFile()).slice(0, left).arrayBuffer())),
    write: (bytes) => told(() => file.append(bytes), bytes.byteLength),
    finish: () =>
      told(async () => {
        await file.close();
        await parent.removeEntry(name).catch(() => {}); // some browsers don't rename over a file
        await handle.move!(name);
      }),
    pause: () => told(() => file.close()),
    discard: () =>
      told(async () => {
        await file.abandon();
        await parent.removeEntry(name + UNFINISHED);
      }),
  };
}

/** In a worker: bytes are in the file as soon as they are written, and no second tab can open it. */
async function syncAppender(handle: SyncFileHandle, path: string): Promise<Appender> {
  const file = await patiently(() => handle.createSyncAccessHandle!());
  const appender: Appender = {
    length: file.getSize(),
    async append(bytes) {
      const at = appender.length;
      const wanted = at + bytes.byteLength;
      try {
        file.write(bytes, { at });
      } finally {
        // What the write returns is no witness: in a private window of Chromium 156 a full disk is not told.
        if (file.getSize() !== wanted) file.truncate(at);
      }
      if (file.getSize() !== wanted) throw opfsFull(path, bytes.byteLength);
      appender.length = wanted;
    },
    async close() {
      file.flush();
      file.close();
    },
    async abandon() {
      file.close();
    },
  };
  return appender;
}

/**
 * What one write gives to a stream. More than its pipe takes, and a disk that is full may cut the pipe before it is told:
 * Chromium 156 then says "AbortError" (in one of fifteen writes of 20 MB on a busy machine; none of 200 in pieces of this size).
 */
const PIPE_BYTES = 2 ** 18;

/** Elsewhere: a copy of the file that takes its place when it is closed; a tab that is closed before loses this session's bytes. */
async function streamAppender(handle: FileSystemFileHandle): Promise<Appender> {
  const { size } = await handle.getFile();
  const options = { keepExistingData: true, mode: "exclusive" };
  const stream = await patiently(() => handle.createWritable(options));
  const appender: Appender = {
    length: size,
    async append(bytes) {
      for (let at = 0; at < bytes.byteLength; at += PIPE_BYTES) {
        const data = bytes.subarray(at, at + PIPE_BYTES) as Uint8Array<ArrayBuffer>;
        await stream.write({ type: "write", position: appender.length + at, data });
      }
      appender.length += bytes.byteLength;
    },
    close: () => stream.close(),
    abandon: () => stream.abort(),
  };
  return appender;
}

/** A tab that was just closed or reloaded holds its files a moment longer; one that is open holds many: it is waited for once. */
let patience = 3;

async function patiently<T>(open: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if ((error as Error).name !== "NoModificationAllowedError" || patience-- <= 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
