import type { HandedFile } from "../core/api.ts";
import type { ModelFiles } from "./modelFiles.ts";

/**
 * Files that were dropped or picked, read in slices and never copied whole. `folder` (with its slash) is where the model lies:
 * where config.json does.
 */
export function blobFiles(
  id: string,
  handed: readonly HandedFile[],
  folder: string = configFolder(handed),
): ModelFiles {
  const files = new Map(
    handed
      .filter(({ path }) => path.startsWith(folder))
      .map(({ path, file }) => [path.slice(folder.length), file]),
  );
  return {
    id,
    list: async () => [...files.keys()],
    size: async (path) => files.get(path)?.size,
    async read(path, range) {
      const file = files.get(path);
      const part = range ? file?.slice(range.begin, range.end) : file;
      return part && new Uint8Array(await part.arrayBuffer());
    },
  };
}

/** The folder of the config.json nearest to the top. */
export function configFolder(handed: readonly HandedFile[]): string {
  const found = handed.map(({ path }) => path).filter((path) => /(^|\/)config\.json$/.test(path));
  const nearest = found.sort((a, b) => a.length - b.length)[0];
  return nearest?.slice(0, -"config.json".length) ?? "";
}
