import type { PartStore } from "../partStore.ts";
import { sealOf, unsealed } from "./seal.ts";

/** Writes a part whole, over what was there, or fails. @throws Failure("disk-full" | "io") */
export async function writeWhole(
  store: PartStore,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  let writer = await store.open(path);
  if (writer.length > 0) {
    await writer.discard().catch(() => {}); // why the write failed matters more
    writer = await store.open(path);
  }
  try {
    await writer.write(bytes);
    await writer.write(await sealOf(bytes));
  } catch (error) {
    await writer.discard().catch(() => {}); // why the write failed matters more
    throw error;
  }
  await writer.finish();
}

export const writeText = (store: PartStore, path: string, text: string) =>
  writeWhole(store, path, new TextEncoder().encode(text));

/** A part's text; undefined where it is missing or damaged. */
export async function readText(store: PartStore, path: string): Promise<string | undefined> {
  const part = await store.read(path);
  const bytes = part && (await unsealed(part));
  return bytes && new TextDecoder().decode(bytes);
}
