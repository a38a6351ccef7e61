import { onStore } from "./database.ts";

// Handles to files and folders of this machine, kept by the browser so that they can be opened again: names and
// permissions, never the files. Without IndexedDB nothing is remembered.

/** Names that were remembered, oldest first. */
export async function rememberedNames(): Promise<string[]> {
  try {
    return (await run("readonly", (store) => store.getAllKeys())).map(String);
  } catch {
    return [];
  }
}

export async function remember(name: string, handles: FileSystemHandle[]): Promise<void> {
  await run("readwrite", (store) => store.put(handles, name)).catch(() => {});
}

export async function recall(name: string): Promise<FileSystemHandle[]> {
  return (await run<FileSystemHandle[] | undefined>("readonly", (store) => store.get(name))) ?? [];
}

export async function forgetHandles(name: string): Promise<void> {
  await run("readwrite", (store) => store.delete(name)).catch(() => {});
}

function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return onStore({ database: "tailscope-handles", store: "handles" }, mode, work);
}
