import { open, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { ModelFiles } from "../model/modelFiles.ts";

/** A model's folder on disk, read in slices. */
export function folderFiles(folder: string): ModelFiles {
  const size = async (path: string) => {
    try {
      const found = await stat(join(folder, path));
      return found.isFile() ? found.size : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    id: basename(resolve(folder)),
    size,
    async read(path, range, room) {
      const length = await size(path);
      if (length === undefined) return undefined;
      const { begin, end } = range ?? { begin: 0, end: length };
      const file = await open(join(folder, path));
      try {
        const size = Math.max(0, Math.min(end, length) - begin);
        const bytes = room?.subarray(0, size) ?? new Uint8Array(size);
        await file.read(bytes, 0, size, begin);
        return bytes;
      } finally {
        await file.close();
      }
    },
  };
}
