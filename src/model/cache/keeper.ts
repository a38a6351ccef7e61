import { type Failure, failureKind } from "../../core/failure.ts";
import type { PartStore, PartWriter } from "../partStore.ts";
import { limiter } from "./limiter.ts";
import { hexOf, opened, SEAL_BYTES, type Sealed, sealOf, unsealed } from "./seal.ts";
import { writeWhole } from "./smallParts.ts";

/** A store that may be missing, full or busy: what it refuses is told once, and never stops the one who reads. */
export interface Keeper {
  /** Everything so far lies in the store. */
  readonly allKept: boolean;
  /** A finished part's bytes, checked. A damaged one is removed. `length`: what it must have. */
  read(path: string, length?: number): Promise<Uint8Array<ArrayBuffer> | "damaged" | undefined>;
  /** The same of a part of known length, put into `room`, with its SHA-256 where it was checked. */
  readInto(path: string, room: () => Uint8Array<ArrayBuffer>): Promise<Sealed | "damaged" | undefined>;
  /** Keeps small bytes whole. */
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Undefined where the part can't be kept. */
  open(path: string): Promise<PartWriter | undefined>;
  /** What an interrupted write left; undefined, and the writer closed, where that can't be read. */
  left(writer: PartWriter): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Writes and says whether the writer still goes on; when it doesn't it is closed. */
  append(writer: PartWriter, bytes: Uint8Array): Promise<boolean>;
  /** Seals and finishes a part of which `from` bytes of seal are written; gives the SHA-256, where there is one. */
  finish(writer: PartWriter, bytes: Uint8Array<ArrayBuffer>, from?: number): Promise<string | undefined>;
  close(writer: PartWriter, how: "pause" | "discard"): Promise<void>;
}

export function createKeeper(store: PartStore | undefined, onNote: (sentence: string) => void): Keeper {
  let full = store === undefined;
  let allKept = store !== undefined;
  const told = new Set<string>();
  const note = (key: string, sentence: string) => {
    if (!told.has(key)) onNote(sentence);
    told.add(key);
  };
  const hashing = limiter(1); // the platform copies what it hashes: one tensor beside the result, not three

  const refused = (error: unknown) => {
    const kind = failureKind(error);
    if (kind === undefined) throw error;
    allKept = false;
    if (kind === "disk-full") {
      full = true;
      note(
        "full",
        `${(error as Failure).message} Nothing more is kept now; the model goes on from the network.`,
      );
    } else note("refused", `${(error as Failure).message} What is read meanwhile is not kept.`);
  };
  const attempt = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await call();
    } catch (error) {
      refused(error);
      return undefined;
    }
  };
  const close: Keeper["close"] = async (writer, how) => {
    await attempt(() => writer[how]());
  };
  const keeper: Keeper = {
    get allKept() {
      return allKept;
    },
    async read(path, length) {
      const part = await attempt(async () => store?.read(path));
      if (!part) return undefined;
      const bytes = await hashing(() => unsealed(part, length));
      if (bytes) return bytes;
      await attempt(async () => store?.remove(path));
      return "damaged";
    },
    async readInto(path, makeRoom) {
      const found = await attempt(async () => {
        if ((await store?.size(path)) === undefined) return undefined;
        const room = makeRoom();
        const end = room.byteLength;
        const bytes = await store!.read(path, { begin: 0, end, room });
        const seal = await store!.read(path, { begin: end, end: end + SEAL_BYTES + 1 });
        return (
          bytes && seal && { bytes, seal, whole: bytes.byteLength === end && seal.byteLength === SEAL_BYTES }
        );
      });
      if (!found) return undefined;
      const checked = found.whole ? await hashing(() => opened(found.bytes, found.seal)) : undefined;
      if (checked) return checked;
      await attempt(async () => store?.remove(path));
      return "damaged";
    },
    open: async (path) => (full ? undefined : attempt(async () => store?.open(path))),
    async left(writer) {
      const bytes = await attempt(() => writer.written());
      if (!bytes) await close(writer, "discard");
      return bytes;
    },
    async append(writer, bytes) {
      if (full) {
        await close(writer, "pause");
        return false;
      }
      try {
        await writer.write(bytes);
        return true;
      } catch (error) {
        refused(error);
        await close(writer, full ? "discard" : "pause"); // a full disk gets its room back
        return false;
      }
    },
    async finish(writer, bytes, from = 0) {
      const seal = await hashing(() => sealOf(bytes));
      const sha256 = hexOf(seal);
      if (!(await keeper.append(writer, seal.subarray(from)))) return sha256;
      try {
        await writer.finish();
      } catch (error) {
        refused(error);
        await close(writer, "pause");
      }
      return sha256;
    },
    async write(path, bytes) {
      if (store && !full) await attempt(() => writeWhole(store, path, bytes));
    },
    close,
  };
  return keeper;
}
