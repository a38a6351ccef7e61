import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { diskStore } from "../../src/cli/diskStore.ts";
import { Failure } from "../../src/core/failure.ts";
import { f16ToF32, f32ToF16 } from "../../src/core/floats.ts";
import { downloadBytesLeft } from "../../src/model/cache/bytesLeft.ts";
import { cachedFiles } from "../../src/model/cache/cachedFiles.ts";
import { cachedRemote } from "../../src/model/cache/cachedRemote.ts";
import { AS_F16, tensorFolder } from "../../src/model/cache/layout.ts";
import { listCached, markComplete } from "../../src/model/cache/library.ts";
import type { NamedTensor, StoredTensor } from "../../src/model/modelFiles.ts";
import type { PartStore } from "../../src/model/partStore.ts";
import { fakeRemote, fakeWeights } from "../support/fakeRemote.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";

const root = tempFolder();
let folder = "";
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++));
});

const weights = fakeWeights([2000, 1500, 40, 30_000, 700]);
const { tensors } = weights;
const remoteOf = () => fakeRemote({ [weights.file]: weights.bytes });
const total = tensors.reduce((sum, t) => sum + t.end - t.begin, 0);
/** As texts: the runner compares long arrays slowly. */
const plain = (stored: readonly StoredTensor[]) =>
  stored.map(({ bytes, dtype }) => `${dtype} ${Buffer.from(bytes).toString("base64")}`);
const expected = (list: readonly NamedTensor[]) =>
  plain(list.map((t) => ({ bytes: weights.bytes.slice(t.begin, t.end), dtype: "F32" })));
const noF16 = { storeF16: false };

/** The folder of the tensors' parts. */
const partsFolder = () => join(folder, tensorFolder(fakeRemote({})));

/** Changes one byte in the middle of a part. */
function damage(name: string): void {
  const file = join(partsFolder(), name);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
}

describe("tensors through the cache", () => {
  it("come in the order asked for, in one stream, and the next time without the network", async () => {
    const asked = [3, 0, 4, 1, 2, 0].map((i) => tensors[i]!);
    const remote = remoteOf();
    let told = 0;
    const files = cachedFiles(remote, diskStore(folder), noF16);
    const first = await files.readTensors(asked, { onBytes: (n) => (told += n) });
    expect(plain(first)).toEqual(expected(asked));
    expect(remote.requests).toHaveLength(1);
    expect([told, remote.bytes, files.allKept]).toEqual([total, total, true]);

    const offline = cachedFiles(
      cachedRemote(diskStore(folder), remote.repo, remote.commit),
      diskStore(folder),
      noF16,
    );
    expect(plain(await offline.readTensors(asked))).toEqual(expected(asked));
    expect(readdirSync(partsFolder()).sort()).toEqual(["t0@F32", "t1@F32", "t2@F32", "t3@F32", "t4@F32"]);
  });

  it("read over small gaps and not over large ones, three streams at most", async () => {
    const lengths = [100, 50, 100, 20_000, 100, 20_000, 100, 20_000, 100, 20_000, 100];
    const spread = fakeWeights(lengths);
    const asked = spread.tensors.filter((_, i) => i !== 1 && lengths[i] !== 20_000);
    const remote = fakeRemote({ [spread.file]: spread.bytes });
    const got = await cachedFiles(remote, undefined, noF16).readTensors(asked);
    const bytes = asked.map((t) => spread.bytes.slice(t.begin, t.end));
    expect(plain(got)).toEqual(plain(bytes.map((each) => ({ bytes: each, dtype: "F32" }))));
    expect(remote.requests).toHaveLength(5);
    expect(remote.atOnce).toBe(3);
  });

  it.each([1, 7_999, 8_000, 8_003, 14_000, 100_000, total - 1])(
    "go on at the byte after a break at %i, in a new session",
    async (cut) => {
      const broken = remoteOf();
      broken.cutAfter = cut;
      const first = cachedFiles(broken, diskStore(folder), noF16);
      expect(await refusal(() => first.readTensors(tensors))).toBe("io: model.safetensors broke off.");
      expect(await downloadBytesLeft(diskStore(folder), broken, tensors, false)).toBe(total - cut);

      const remote = remoteOf();
      const got = await cachedFiles(remote, diskStore(folder), noF16).readTensors(tensors);
      expect(plain(got)).toEqual(expected(tensors));
      expect(remote.bytes).toBe(total - cut);
      expect(await downloadBytesLeft(diskStore(folder), remote, tensors, false)).toBe(0);
    },
  );

  it("that were whole but for their seal are finished without the network", async () => {
    const store = diskStore(folder);
    const writer = await store.open(`${tensorFolder(remoteOf())}/t1@F32`);
    await writer.write(weights.bytes.slice(tensors[1]!.begin, tensors[1]!.end));
    await writer.pause();
    const remote = remoteOf();
    expect(plain(await cachedFiles(remote, store, noF16).readTensors([tensors[1]!]))).toEqual(
      expected([tensors[1]!]),
    );
    expect(remote.requests).toEqual([]);
  });

  it.each([
    ["zeros of a power cut", new Uint8Array(600)],
    ["more bytes than there can be", new Uint8Array(6100).fill(7)],
    ["a seal of something else", new Uint8Array(6004).fill(7)],
  ])("begin anew after %s", async (_, left) => {
    const store = diskStore(folder);
    const writer = await store.open(`${tensorFolder(remoteOf())}/t1@F32`);
    await writer.write(left);
    await writer.pause();
    const asked = [tensors[1]!];
    expect(plain(await cachedFiles(remoteOf(), store, noF16).readTensors(asked))).toEqual(expected(asked));
    const again = cachedFiles(cachedRemote(store, "owner/name", "c".repeat(40)), store, noF16);
    expect(plain(await again.readTensors(asked))).toEqual(expected(asked));
  });

  it("that are damaged are fetched again once; offline it is said, and the model is complete no more", async () => {
    const store = diskStore(folder);
    const remote = remoteOf();
    await cachedFiles(remote, store, noF16).readTensors(tensors);
    await markComplete(store, remote.repo, remote.commit, false);
    damage("t3@F32");
    const offline = cachedFiles(cachedRemote(store, remote.repo, remote.commit), store, noF16);
    expect(await refusal(() => offline.readTensors(tensors))).toMatch(
      /^io: "t3" of owner\/name was damaged in the cache and removed: model\.safetensors of owner\/name .* not in the cache/,
    );
    expect((await listCached(store))[0]!.complete).toBe(false);

    await cachedFiles(remote, store, noF16).readTensors(tensors);
    damage("t3@F32");
    remote.requests.length = 0;
    expect(plain(await cachedFiles(remote, store, noF16).readTensors(tensors))).toEqual(expected(tensors));
    expect(remote.requests).toEqual([{ path: weights.file, begin: tensors[3]!.begin, end: tensors[3]!.end }]);
  });

  it("of two repositories' commits are apart, of two names for one commit together", async () => {
    const store = diskStore(folder);
    await cachedFiles(remoteOf(), store, noF16).readTensors(tensors);
    const same = remoteOf();
    await cachedFiles(same, store, noF16).readTensors(tensors);
    const other = fakeRemote({ [weights.file]: weights.bytes }, "d".repeat(40));
    await cachedFiles(other, store, noF16).readTensors(tensors);
    expect([same.bytes, other.bytes]).toEqual([0, total]);
  });

  it("stop when told to, and keep what has come", async () => {
    const remote = remoteOf();
    const control = new AbortController();
    let told = 0;
    const onBytes = (n: number) => {
      told += n;
      if (told > 50_000) control.abort();
    };
    const files = cachedFiles(remote, diskStore(folder), noF16);
    const stopped = await refusal(() => files.readTensors(tensors, { signal: control.signal, onBytes }));
    expect(stopped).toMatch(/^aborted/);
    const left = await downloadBytesLeft(diskStore(folder), remote, tensors, false);
    expect(left).toBe(total - remote.bytes);
    expect(plain(await files.readTensors(tensors))).toEqual(expected(tensors));
  });

  it("of more or fewer bytes than asked for are not kept", async () => {
    for (const wrong of [1, -1]) {
      const store = diskStore(join(folder, String(wrong)));
      const remote = remoteOf();
      const { stream } = remote;
      remote.stream = (path, begin, end) => stream(path, begin, end + wrong);
      expect(await refusal(() => cachedFiles(remote, store, noF16).readTensors([tensors[0]!]))).toMatch(
        /^io: owner\/name\/model\.safetensors/,
      );
      expect((await store.list()).filter((file) => file.finished)).toEqual([]);
    }
  });

  it("over 1 GB are refused before anything is fetched", async () => {
    const huge = { ...tensors[0]!, begin: 0, end: 2 ** 30 };
    const remote = remoteOf();
    expect(await refusal(() => cachedFiles(remote, diskStore(folder), noF16).readTensors([huge]))).toBe(
      'unsupported-model: owner/name/model.safetensors: "t0" has 1.0 GB; tensors of more than 1 GB can\'t be read here.',
    );
    expect(remote.requests).toEqual([]);
  });

  it("have no room: caching stops with one note, and all is read", async () => {
    for (const room of [0, 5_000, 8_020, 30_000]) {
      const notes: string[] = [];
      const store = diskStore(join(folder, String(room)));
      const remote = remoteOf();
      const tries: number[] = [];
      const files = cachedFiles(remote, fullAfter(store, room, tries), {
        ...noF16,
        onNote: (n) => notes.push(n),
      });
      expect(plain(await files.readTensors(tensors))).toEqual(expected(tensors));
      expect(plain(await files.readTensors(tensors))).toEqual(expected(tensors));
      expect(notes).toEqual(["No room. Nothing more is kept now; the model goes on from the network."]);
      expect([files.allKept, tries.length]).toEqual([false, 1]);
      const next = cachedFiles(remoteOf(), store, noF16);
      expect(plain(await next.readTensors(tensors))).toEqual(expected(tensors));
    }
  });

  it("that another process is writing are read from the network, and said to be", async () => {
    const store = diskStore(folder);
    const notes: string[] = [];
    const busy: PartStore = {
      ...store,
      open: async () => {
        throw new Failure("io", "Another tab writes.");
      },
    };
    const files = cachedFiles(remoteOf(), busy, { ...noF16, onNote: (n) => notes.push(n) });
    expect(plain(await files.readTensors(tensors))).toEqual(expected(tensors));
    expect(notes).toEqual(["Another tab writes. What is read meanwhile is not kept."]);
    expect(files.allKept).toBe(false);
  });
});

describe("F32 kept as F16", () => {
  const halves = tensors.map((t) => {
    const values = new Float32Array(weights.bytes.slice(t.begin, t.end).buffer);
    return { bytes: new Uint8Array(f32ToF16(values).buffer), dtype: "F16" as const };
  });
  const expectedHalves = plain(halves);
  const asF16 = { storeF16: true };

  it("is the same from the first read on, with half the bytes", async () => {
    const store = diskStore(folder);
    const remote = remoteOf();
    expect(plain(await cachedFiles(remote, store, asF16).readTensors(tensors))).toEqual(expectedHalves);
    const offline = cachedFiles(cachedRemote(store, remote.repo, remote.commit), store, asF16);
    expect(plain(await offline.readTensors(tensors))).toEqual(expectedHalves);
    const kept = (await store.list()).reduce((sum, file) => sum + file.bytes, 0);
    expect(kept).toBe(total / 2 + 32 * tensors.length);
    const f32 = cachedFiles(cachedRemote(store, remote.repo, remote.commit), store, noF16);
    expect(await refusal(() => f32.readTensors(tensors))).toMatch(
      /kept as F16 only, which must be allowed\.$/,
    );
  });

  it.each([1, 3, 8_001, 8_002, 8_003, 100_001])("goes on after a break at %i", async (cut) => {
    const broken = remoteOf();
    broken.cutAfter = cut;
    await refusal(() => cachedFiles(broken, diskStore(folder), asF16).readTensors(tensors));
    const remote = remoteOf();
    expect(await downloadBytesLeft(diskStore(folder), remote, tensors, true)).toBe(total - (cut - (cut % 4)));
    expect(plain(await cachedFiles(remote, diskStore(folder), asF16).readTensors(tensors))).toEqual(
      expectedHalves,
    );
    expect(remote.bytes).toBe(total - (cut - (cut % 4)));
  });

  it("goes on where a half was cut in two", async () => {
    const store = diskStore(folder);
    const writer = await store.open(`${tensorFolder(remoteOf())}/t0@${AS_F16}`);
    await writer.write(halves[0]!.bytes.slice(0, 1001));
    await writer.pause();
    const remote = remoteOf();
    expect(plain(await cachedFiles(remote, store, asF16).readTensors([tensors[0]!]))).toEqual([
      expectedHalves[0],
    ]);
    expect(remote.bytes).toBe(8000 - 2000);
    expect(plain(await cachedFiles(remote, store, asF16).readTensors([tensors[0]!]))).toEqual([
      expectedHalves[0],
    ]);
  });

  it("is converted where F32 lies there already, and both lie side by side", async () => {
    const store = diskStore(folder);
    const remote = remoteOf();
    await cachedFiles(remote, store, noF16).readTensors(tensors.slice(0, 2));
    remote.requests.length = 0;
    expect(plain(await cachedFiles(remote, store, asF16).readTensors(tensors))).toEqual(expectedHalves);
    expect(remote.requests).toEqual([{ path: weights.file, begin: tensors[2]!.begin, end: tensors[4]!.end }]);
    expect(plain(await cachedFiles(remote, store, noF16).readTensors(tensors))).toEqual(expected(tensors));
  });

  it("stays F32 where a value is too large, and it is said each time", async () => {
    const bytes = weights.bytes.slice();
    new DataView(bytes.buffer).setFloat32(tensors[3]!.begin + 4 * 20_000, -65520, true);
    const store = diskStore(folder);
    for (const visit of [1, 2, 3]) {
      const notes: string[] = [];
      const remote = fakeRemote({ [weights.file]: bytes });
      if (visit === 1) remote.cutAfter = total + 50_000; // breaks off while the tensor comes as F32
      const files = cachedFiles(remote, store, { ...asF16, onNote: (n) => notes.push(n) });
      const told = ['"t3" of owner/name has values too large for F16 and is kept as F32.'];
      if (visit === 1) {
        expect(await refusal(() => files.readTensors(tensors))).toBe("io: model.safetensors broke off.");
        expect(notes).toEqual(told);
        continue;
      }
      const got = await files.readTensors(tensors);
      expect(got.map((t) => t.dtype)).toEqual(["F16", "F16", "F16", "F32", "F16"]);
      expect(Buffer.compare(got[3]!.bytes, bytes.subarray(tensors[3]!.begin, tensors[3]!.end))).toBe(0);
      expect(notes).toEqual(told);
      if (visit === 3) expect(remote.bytes).toBe(0);
    }
  });

  it("holds what F16 holds to the bit", () => {
    const largest = Float32Array.of(65504, 65519.996, -(2 ** -24), 0);
    expect([...f16ToF32(f32ToF16(largest))]).toEqual([65504, 65504, -(2 ** -24), 0]);
  });
});

/** A store that is full after `room` bytes, as a disk is: the write that doesn't fit leaves nothing, and is told in `refused`. */
function fullAfter(store: PartStore, room: number, refused: number[]): PartStore {
  return {
    ...store,
    async open(path) {
      const writer = await store.open(path);
      return {
        ...writer,
        async write(bytes) {
          if (bytes.byteLength > room) {
            refused.push(bytes.byteLength);
            throw new Failure("disk-full", "No room.");
          }
          room -= bytes.byteLength;
          await writer.write(bytes);
        },
      };
    },
  };
}
