import { onStore } from "./database.ts";
import type { FitForm } from "./fitForm.ts";

// What a fit was begun with, its data included, so that it can be gone on with after the page was closed. Without
// IndexedDB a fit goes on only where the same data are handed over again.

/** Older ones are dropped. */
const MOST = 12;

export interface FitSetup {
  modelId: string;
  dataName: string;
  form: FitForm;
  /** Of the fit as the worker lists it, once that is known. */
  fitId?: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Keeps a setup, in the place of one that says the same. */
export async function keepSetup(setup: FitSetup): Promise<void> {
  try {
    await run("readwrite", (store) => store.put(setup, keyOf(setup)));
    for (const old of (await setups()).slice(0, -MOST)) {
      await run("readwrite", (store) => store.delete(keyOf(old)));
    }
  } catch {
    // It can still be begun again by hand.
  }
}

/** All that are kept, the newest last. */
export async function setups(): Promise<FitSetup[]> {
  try {
    const found = await run<FitSetup[]>("readonly", (store) => store.getAll());
    return found.sort((a, b) => a.at - b.at);
  } catch {
    return [];
  }
}

/** The setup of a begun fit: that which is known to be its own, else the newest of its model and data. */
export function setupOf(
  all: readonly FitSetup[],
  fit: { id: string; modelId: string; dataName: string },
): FitSetup | undefined {
  const own = all.findLast(({ fitId }) => fitId === fit.id);
  const like = ({ fitId, modelId, dataName }: FitSetup) =>
    fitId === undefined && modelId === fit.modelId && dataName === fit.dataName;
  return own ?? all.findLast(like);
}

function keyOf({ modelId, form }: FitSetup): string {
  const { name: _, file, splitFile, testFile, ...rest } = form;
  const files = [file, splitFile, testFile].map((one) => one && [one.name, one.size, one.lastModified]);
  return JSON.stringify([modelId, rest, files]);
}

function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return onStore({ database: "tailscope-fits", store: "setups" }, mode, work);
}
