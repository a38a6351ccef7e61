/** Runs one request on the one object store of a database of this browser, which is made when it is first used. */
export async function onStore<T>(
  name: { database: string; store: string },
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const request = indexedDB.open(name.database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(name.store);
  const database = await done(request);
  try {
    return await done(work(database.transaction(name.store, mode).objectStore(name.store)));
  } finally {
    database.close();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
