import type { HandedBlob, SavedAtlas } from "../src/core/api.ts";
import { type Atlas, readAtlas, writeAtlas } from "../src/core/atlas.ts";
import { Failure } from "../src/core/failure.ts";
import { opened, SEAL_BYTES } from "../src/model/cache/seal.ts";
import { readText, writeText, writeWhole } from "../src/model/cache/smallParts.ts";
import type { PartStore } from "../src/model/partStore.ts";
import { sha256Hex } from "../src/model/sha256.ts";

/** The atlases that this browser keeps, each a folder: `about.json` for the list, `atlas` the file itself. */
export interface AtlasShelf {
  list(): Promise<SavedAtlas[]>;
  /** Keeps an atlas; the very same bytes are kept once, under the newest name. @throws Failure("disk-full") */
  keep(name: string, atlas: Atlas): Promise<SavedAtlas>;
  import(name: string, file: HandedBlob): Promise<SavedAtlas>;
  read(id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer>; atlas: Atlas }>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

const NO_STORE = "This browser keeps nothing here (a private window?): save the atlas as a file instead.";

export function createAtlasShelf(store: Promise<PartStore | undefined>): AtlasShelf {
  const parts = async () => {
    const found = await store;
    if (!found) throw new Failure("io", NO_STORE);
    return found;
  };
  const about = async (id: string): Promise<SavedAtlas> => {
    const text = await readText(await parts(), `${id}/about.json`);
    if (text === undefined) throw new Failure("usage", "That atlas is not here any more.");
    return JSON.parse(text) as SavedAtlas;
  };
  const keepBytes = async (
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    { recipe }: Atlas,
  ): Promise<SavedAtlas> => {
    const id = (await sha256Hex(bytes)).slice(0, 32);
    const { model, data, classes, options } = recipe;
    const counts = { nTrain: data.nTrain, nClasses: classes.length, bytes: bytes.byteLength };
    const saved: SavedAtlas = { id, name, modelId: model.id, dataName: data.name, ...counts, options };
    await writeWhole(await parts(), `${id}/atlas`, bytes);
    await writeText(await parts(), `${id}/about.json`, JSON.stringify(saved)); // last: an atlas in the list is whole
    return saved;
  };
  return {
    async list() {
      const found = await store;
      const ids = new Set(((await found?.list()) ?? []).map(({ path }) => path.split("/")[0]!));
      const texts = await Promise.all([...ids].map((id) => readText(found!, `${id}/about.json`)));
      const saved = texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as SavedAtlas]));
      return saved.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    keep: (name, atlas) => keepBytes(name, writeAtlas(atlas), atlas),
    async import(name, file) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return keepBytes(name, bytes, readAtlas(bytes, name));
    },
    async read(id) {
      const { name } = await about(id);
      const part = await (await parts()).read(`${id}/atlas`);
      const end = (part?.byteLength ?? 0) - SEAL_BYTES;
      const found = part && end > 0 ? await opened(part.slice(0, end), part.subarray(end)) : undefined;
      if (!found)
        throw new Failure("bad-file", `The kept atlas “${name}” is damaged: delete it and fit it anew.`);
      return { name, bytes: found.bytes, atlas: readAtlas(found.bytes, name) };
    },
    async rename(id, name) {
      await writeText(await parts(), `${id}/about.json`, JSON.stringify({ ...(await about(id)), name }));
    },
    remove: async (id) => (await parts()).remove(id),
  };
}
