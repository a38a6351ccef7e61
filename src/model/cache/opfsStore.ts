import { Failure } from "../../core/failure.ts";
import type { PartStore, Stretch } from "../partStore.ts";
import { pathNames } from "./names.ts";
import { opfsRefusal } from "./opfsRefusal.ts";
import { type MovableFile, openOpfsWriter } from "./opfsWriter.ts";

/**
 * Parts in the browser's private file system. Undefined where there is none, or none that can rename: private windows of some
 * browsers, pages that are no secure context.
 */
export async function opfsStore(folder = "tailscope"): Promise<PartStore | undefined> {
  const root = await privateFolder(folder);
  if (!root) return undefined;
  const storage = navigator.storage;

  /** The folder a path lies in, and its name there. */
  const place = async (path: string, create = false) => {
    const names = pathNames(path);
    const name = names.pop()!;
    let parent = root;
    for (const each of names) parent = await parent.getDirectoryHandle(each, { create });
    return { parent, name };
  };
  const fileOf = async (path: string) => {
    const { parent, name } = await place(path);
    return (await parent.getFileHandle(name)).getFile();
  };
  return {
    read: (path, stretch) => whereThere(async () => readFile(await fileOf(path), stretch), path),
    size: (path) => whereThere(async () => (await fileOf(path)).size, path),
    async open(path) {
      const { parent, name } = await place(path, true).catch((error) => {
        throw opfsRefusal(error, path, 0);
      });
      return openOpfsWriter(parent, name, path);
    },
    async list(path) {
      const files: { path: string; bytes: number; finished: boolean }[] = [];
      const top = path === undefined ? root : await whereThere(() => folderOf(place, path), path);
      if (top) await listInto(files, top, path === undefined ? "" : `${path}/`);
      return files.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    async remove(path) {
      const found = await whereThere(() => place(path), path);
      if (!found) return;
      const names = [found.name];
      for await (const name of found.parent.keys()) if (name.startsWith(`${found.name}~`)) names.push(name);
      for (const name of names)
        await whereThere(() => found.parent.removeEntry(name, { recursive: true }), path);
    },
    async room() {
      const { quota, usage } = await storage.estimate();
      return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
    },
  };
}

/** By chunks where there is room for them: a buffer of its own for each tensor would be a second copy of the model. */
async function readFile(file: File, stretch?: Stretch): Promise<Uint8Array<ArrayBuffer>> {
  const part = stretch ? file.slice(stretch.begin, stretch.end) : file;
  const room = stretch?.room;
  if (!room) return new Uint8Array(await part.arrayBuffer());
  let at = 0;
  for await (const chunk of part.stream()) {
    room.set(chunk, at);
    at += chunk.byteLength;
  }
  return room.subarray(0, at);
}

async function privateFolder(folder: string): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    const canMove = typeof (FileSystemFileHandle.prototype as MovableFile).move === "function";
    return canMove ? await root.getDirectoryHandle(folder, { create: true }) : undefined;
  } catch {
    return undefined; // the page goes on without a cache
  }
}

type Placed = (path: string) => Promise<{ parent: FileSystemDirectoryHandle; name: string }>;

async function folderOf(place: Placed, path: string): Promise<FileSystemDirectoryHandle> {
  const { parent, name } = await place(path);
  return parent.getDirectoryHandle(name);
}

async function listInto(
  files: { path: string; bytes: number; finished: boolean }[],
  folder: FileSystemDirectoryHandle,
  prefix: string,
): Promise<void> {
  for await (const [name, entry] of folder.entries()) {
    if (entry.kind === "directory") {
      await listInto(files, entry, `${prefix}${name}/`);
      continue;
    }
    const file = await whereThere(() => entry.getFile(), prefix + name);
    const [plain, unfinished] = name.split("~");
    if (file) files.push({ path: prefix + plain, bytes: file.size, finished: unfinished === undefined });
  }
}

/** Undefined where there is no such file or folder. */
async function whereThere<T>(call: () => Promise<T>, path: string): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotFoundError" || name === "TypeMismatchError") return undefined;
    throw error instanceof Failure ? error : opfsRefusal(error, path, 0);
  }
}
