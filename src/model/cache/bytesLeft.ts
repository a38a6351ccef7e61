import type { NamedTensor } from "../modelFiles.ts";
import type { PartStore } from "../partStore.ts";
import { halves, keptBytes, type Place, tensorFolder, tensorPart } from "./layout.ts";

/** How many bytes of these tensors are still to be downloaded. */
export async function downloadBytesLeft(
  store: PartStore | undefined,
  place: Place,
  tensors: readonly NamedTensor[],
  storeF16: boolean,
): Promise<number> {
  const finished = new Set<string>();
  const begun = new Map<string, number>();
  for (const file of (await store?.list(tensorFolder(place))) ?? []) {
    if (file.finished) finished.add(file.path);
    else begun.set(file.path, Math.max(file.bytes, begun.get(file.path) ?? 0));
  }
  let left = 0;
  for (const tensor of tensors) {
    const asF16 = halves(tensor, storeF16);
    const part = tensorPart(place, tensor, asF16);
    if (finished.has(part) || finished.has(tensorPart(place, tensor, false))) continue;
    const there = Math.min(begun.get(part) ?? 0, keptBytes(tensor, asF16));
    left += tensor.end - tensor.begin - (asF16 ? 4 * Math.floor(there / 2) : there);
  }
  return left;
}
