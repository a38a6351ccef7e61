import { type Remote, wrap } from "comlink";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cdp } from "vitest/browser";
import { failureKind } from "../../src/core/failure.ts";
import { steps } from "./opfsSteps.ts";

const workers: Worker[] = [];

function inWorker(): Remote<typeof steps> {
  const worker = new Worker(new URL("./opfsWorker.ts", import.meta.url), { type: "module" });
  workers.push(worker);
  return wrap<typeof steps>(worker);
}

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await removed(root, name);
});

/** A worker that was just terminated holds its files a moment longer. */
async function removed(root: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let tries = 50; ; tries--) {
    try {
      return await root.removeEntry(name, { recursive: true });
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const bytes = (...values: number[]) => Uint8Array.from(values);

const CONTEXTS = [
  ["in a worker", inWorker],
  ["on the page's thread", () => steps],
] as const;

describe.each(CONTEXTS)("parts in the private file system, %s", (_, context) => {
  it("are there once they are finished, and not before", async () => {
    const at = context();
    expect([await at.read("m/p"), await at.size("m/p"), await at.list("m")]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    await at.open("m/p");
    await at.write("m/p", bytes(1, 2));
    await at.write("m/p", bytes(3));
    expect([await at.read("m/p"), await at.size("m/p")]).toEqual([undefined, undefined]);
    for (const file of await at.list()) expect(file).toMatchObject({ path: "m/p", finished: false });
    await at.close("m/p", "finish");
    expect(await at.read("m/p")).toEqual(bytes(1, 2, 3));
    expect(await at.list("m")).toEqual([{ path: "m/p", bytes: 3, finished: true }]);
    expect([await at.size("m/p"), await at.size("m"), await at.read("m")]).toEqual([3, undefined, undefined]);
    expect(await at.room()).toBeGreaterThan(0);
  });

  it("go on after a pause, begin anew when discarded, and are replaced", async () => {
    const at = context();
    await at.open("p");
    await at.write("p", bytes(1, 2));
    await at.close("p", "pause");
    expect(await at.list()).toEqual([{ path: "p", bytes: 2, finished: false }]);
    expect(await at.open("p")).toEqual(bytes(1, 2));
    await at.write("p", bytes(3));
    await at.close("p", "finish");
    expect(await at.read("p")).toEqual(bytes(1, 2, 3));
    expect(await at.open("p")).toEqual(bytes());
    await at.write("p", bytes(9));
    await at.close("p", "discard");
    expect(await at.read("p")).toEqual(bytes(1, 2, 3));
    await at.open("p");
    await at.write("p", bytes(8));
    await at.close("p", "finish");
    expect(await at.read("p")).toEqual(bytes(8));
    expect(await at.list()).toHaveLength(1);
  });

  it("are removed one by one, unfinished ones too, or by the folder", async () => {
    const at = context();
    for (const path of ["m/p", "m/pq", "m/n/r"]) {
      for (const how of ["finish", "pause"] as const) {
        await at.open(path);
        await at.write(path, bytes(1));
        await at.close(path, how);
      }
    }
    await at.remove("m/p");
    expect((await at.list()).map(({ path }) => path)).toEqual(["m/n/r", "m/n/r", "m/pq", "m/pq"]);
    await at.remove("m/n");
    await at.remove("none/at/all");
    expect((await at.list()).map(({ path }) => path)).toEqual(["m/pq", "m/pq"]);
  });

  it("keep a model: resumed at the byte, then offline", async () => {
    const at = context();
    const lengths = [2000, 30_000, 50];
    expect(await at.tensors(lengths, false, 50_000)).toMatchObject({
      came: "io: model.safetensors broke off.",
    });
    expect(await at.tensors(lengths, false)).toEqual({
      ...{ came: true, notes: [], bytes: 4 * 32_050 - 50_000, allKept: true },
    });
    expect(await at.tensors(lengths, false, 0)).toMatchObject({ came: true, bytes: 0 });
    expect(await at.tensors(lengths, true)).toMatchObject({ came: true, bytes: 0 });
  });
});

describe("two tabs", () => {
  it("one that is closed leaves every byte that it wrote to the next", async () => {
    const closed = inWorker();
    await closed.open("p");
    await closed.write("p", bytes(1, 2, 3));
    workers[0]!.terminate();
    const next = inWorker();
    expect(await next.open("p")).toEqual(bytes(1, 2, 3));
  });

  it("don't write the same part: the second is told, and may when the first is done", async () => {
    const [one, two] = [inWorker(), inWorker()];
    await one.open("p");
    await one.write("p", bytes(1));
    const told = await two.open("p").catch((error: unknown) => error);
    expect(failureKind(told)).toBe("io");
    expect((told as Error).message).toBe(
      "p in the cache is being written, perhaps by another tab: close it, or wait for it.",
    );
    await one.close("p", "pause");
    expect(await two.open("p")).toEqual(bytes(1));
  });
});

describe("a full disk", () => {
  const overrideQuota = (quotaSize?: number) =>
    cdp().send("Storage.overrideQuotaForOrigin", {
      origin: location.origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  afterEach(async () => {
    await overrideQuota();
  });

  it.each(CONTEXTS)(
    "%s refuses a write and keeps what was there; a model is still read",
    async (_, context) => {
      const at = context();
      await at.open("p");
      await at.write("p", bytes(1, 2));
      await at.close("p", "pause");
      await at.open("p");
      await overrideQuota(1_000_000);
      const told = await at.write("p", new Uint8Array(20_000_000)).catch((error: unknown) => error);
      expect(failureKind(told)).toBe("disk-full");
      expect((told as Error).message).toMatch(
        /^The browser's storage is full, the next 19532 KB of p have no room: delete/,
      );
      await at.close("p", "pause").catch(() => {}); // a stream that was refused is closed already
      expect(await at.open("p")).toEqual(bytes(1, 2));
      await at.close("p", "discard");
      const read = await at.tensors([3_000, 400_000], false);
      expect(read).toMatchObject({ came: true, bytes: 1_612_000, allKept: false });
      expect(read.notes).toHaveLength(1);
      await overrideQuota();
      expect(await at.tensors([3_000, 400_000], false)).toMatchObject({
        came: true,
        allKept: true,
        notes: [],
      });
    },
  );
});
