import type { PartStore } from "../partStore.ts";
import { commitFolder, type Place } from "./layout.ts";
import { readText, writeText } from "./smallParts.ts";

const part = (place: Place) => `${commitFolder(place)}/f16-error`;

/** Remembers what keeping a commit's weights as F16 costs: greatest |difference| over a layer's greatest |value|. */
export async function rememberF16Error(store: PartStore, place: Place, error: number): Promise<void> {
  await store.remove(part(place));
  await writeText(store, part(place), String(error));
}

/** What was measured when they were rounded; undefined where it was not. */
export async function knownF16Error(store: PartStore, place: Place): Promise<number | undefined> {
  const text = await readText(store, part(place));
  return text === undefined ? undefined : Number(text);
}
