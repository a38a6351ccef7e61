// Handles to files and folders of this machine, kept by the browser so that they can be opened again: names and
// permissions, never the files. Without IndexedDB nothing is remembered.

const STORE = "handles";

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

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await done(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open("tailscope-handles", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
