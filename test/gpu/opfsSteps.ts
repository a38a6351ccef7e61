import { failureKind } from "../../src/core/failure.ts";
import { cachedFiles } from "../../src/model/cache/cachedFiles.ts";
import { cachedRemote } from "../../src/model/cache/cachedRemote.ts";
import { opfsStore } from "../../src/model/cache/opfsStore.ts";
import type { PartWriter } from "../../src/model/partStore.ts";
import { fakeRemote, fakeWeights } from "../support/fakeRemote.ts";

const writers = new Map<string, PartWriter>();

const store = async () => (await opfsStore("test"))!;

/** What a test does with the private file system, on the page's thread or in a worker; each step opens the store anew. */
export const steps = {
  /** Opens a part and gives the bytes that are there. */
  async open(path: string): Promise<Uint8Array> {
    const writer = await (await store()).open(path);
    writers.set(path, writer);
    const left = await writer.written();
    if (left.byteLength !== writer.length) throw new Error(`${left.byteLength} bytes, not ${writer.length}`);
    return left;
  },
  write: (path: string, bytes: Uint8Array) => writers.get(path)!.write(bytes),
  async close(path: string, how: "finish" | "pause" | "discard") {
    await writers.get(path)![how]();
    writers.delete(path);
  },
  read: async (path: string) => (await store()).read(path),
  size: async (path: string) => (await store()).size(path),
  list: async (folder?: string) => (await store()).list(folder),
  remove: async (path: string) => (await store()).remove(path),
  room: async () => (await store()).room(),

  /** Reads tensors of these lengths through the cache; `cutAfter`: the network breaks off there; 0: there is none. */
  async tensors(lengths: number[], storeF16: boolean, cutAfter?: number) {
    const weights = fakeWeights(lengths);
    const network = fakeRemote({ [weights.file]: weights.bytes });
    if (cutAfter !== undefined) network.cutAfter = cutAfter;
    const parts = await store();
    const remote = cutAfter === 0 ? cachedRemote(parts, network.repo, network.commit) : network;
    const notes: string[] = [];
    const files = cachedFiles(remote, parts, { storeF16, onNote: (note) => notes.push(note) });
    const came = await files.readTensors(weights.tensors).then(
      (tensors) =>
        storeF16
          ? tensors.every(({ dtype }) => dtype === "F16")
          : tensors.every(({ bytes }, i) => {
              const { begin, end } = weights.tensors[i]!;
              return (
                bytes.byteLength === end - begin && bytes.every((b, j) => b === weights.bytes[begin + j])
              );
            }),
      (error: unknown) => `${failureKind(error)}: ${(error as Error).message}`,
    );
    return { came, notes, bytes: network.bytes, allKept: files.allKept };
  },
};
