import { Failure } from "../core/failure.ts";
import type { LocalFile } from "./handed.ts";

// Three ways in which browsers give a folder: a handle (which can be remembered), an entry, a list of files.

/** A folder with more files than this is no model's. */
const MOST = 2000;

/** What was dropped or picked. `handles` where the browser gives some. */
export interface Found {
  /** Name of the folder, where it is one. */
  folder: string | undefined;
  files: LocalFile[];
  handles: FileSystemHandle[];
}

/** Everything behind handles: one folder, or loose files. */
export async function fromHandles(handles: FileSystemHandle[]): Promise<Found> {
  const files: LocalFile[] = [];
  const folder = theFolder(handles, (handle) => handle.kind === "directory");
  if (folder) await walkHandle(folder as FileSystemDirectoryHandle, "", files);
  else {
    for (const handle of handles) {
      files.push({ path: handle.name, file: await (handle as FileSystemFileHandle).getFile() });
    }
  }
  return { folder: folder?.name, files, handles };
}

/** What was dropped. The items die with the event: this must be called while it is handled. */
export function fromDrop(items: DataTransferItemList): Promise<Found> {
  const dropped = [...items].filter(({ kind }) => kind === "file");
  const entries = dropped.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const handles = dropped.map((item) => (item as HandleItem).getAsFileSystemHandle?.().catch(() => null));
  const loose = dropped.map((item) => item.getAsFile()).filter((file) => file !== null);
  return (async () => {
    const found = (await Promise.all(handles)).filter((handle) => handle !== null && handle !== undefined);
    if (found.length === dropped.length && found.length > 0) return fromHandles(found);
    const folder = theFolder(entries, (entry) => entry.isDirectory);
    const files: LocalFile[] = [];
    if (folder) await walkEntry(folder as FileSystemDirectoryEntry, "", files);
    else files.push(...loose.map((file) => ({ path: file.name, file })));
    return { folder: folder?.name, files, handles: [] };
  })();
}

/** What an `<input>` gives: the paths of a folder's files begin with its name. */
export function fromInput(list: FileList): Found {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const path = list[0]?.webkitRelativePath;
  if (!path) return { folder: undefined, files, handles: [] };
  const folder = path.slice(0, path.indexOf("/"));
  return {
    folder,
    files: files.map(({ path, file }) => ({ path: path.slice(folder.length + 1), file })),
    handles: [],
  };
}

async function walkHandle(folder: FileSystemDirectoryHandle, at: string, into: LocalFile[]): Promise<void> {
  for await (const handle of folder.values()) {
    if (handle.name.startsWith(".")) continue;
    if (handle.kind === "directory") {
      await walkHandle(handle as FileSystemDirectoryHandle, `${at}${handle.name}/`, into);
    } else {
      add(into, { path: at + handle.name, file: await (handle as FileSystemFileHandle).getFile() });
    }
  }
}

async function walkEntry(folder: FileSystemDirectoryEntry, at: string, into: LocalFile[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // it gives a hundred at most each time, and none at the end
    const entries = await new Promise<FileSystemEntry[]>((yes, no) => reader.readEntries(yes, no));
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory) await walkEntry(entry as FileSystemDirectoryEntry, `${at}${entry.name}/`, into);
      else {
        const file = await new Promise<File>((yes, no) => (entry as FileSystemFileEntry).file(yes, no));
        add(into, { path: at + entry.name, file });
      }
    }
  }
}

function add(files: LocalFile[], file: LocalFile): void {
  if (files.length >= MOST) {
    throw new Failure("usage", `The folder holds more than ${MOST} files: hand over the model's own folder.`);
  }
  files.push(file);
}

function theFolder<T>(items: readonly T[], isFolder: (item: T) => boolean): T | undefined {
  const folders = items.filter(isFolder);
  if (folders.length > 1 || (folders.length === 1 && items.length > 1)) {
    throw new Failure("usage", "More than a folder was handed over: hand over one model's folder at a time.");
  }
  return folders[0];
}

/** As Chromium has it. */
interface HandleItem {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}
