import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { cacheFolder, diskStore } from "../../src/cli/diskStore.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";

const root = tempFolder();
const bytes = (...values: number[]) => Uint8Array.from(values);

it("a part is there once it is finished, and not before", async () => {
  const store = diskStore(join(root, "a"));
  expect([await store.read("m/p"), await store.size("m/p"), await store.list()]).toEqual([
    undefined,
    undefined,
    [],
  ]);
  const writer = await store.open("m/p");
  await writer.write(bytes(1, 2));
  await writer.write(bytes(3));
  expect([await store.read("m/p"), await store.size("m/p")]).toEqual([undefined, undefined]);
  expect(await store.list("m")).toEqual([{ path: "m/p", bytes: 3, finished: false }]);
  await writer.finish();
  expect(await store.read("m/p")).toEqual(bytes(1, 2, 3));
  expect(await store.list()).toEqual([{ path: "m/p", bytes: 3, finished: true }]);
  expect(await store.size("m")).toBeUndefined();
  expect(await store.room()).toBeGreaterThan(0);
});

it("a paused part goes on, a discarded one begins anew, a finished one is replaced", async () => {
  const folder = join(root, "b");
  const first = await diskStore(folder).open("p");
  await first.write(bytes(1, 2));
  await first.pause();
  const store = diskStore(folder);
  const second = await store.open("p");
  expect([second.length, await second.written()]).toEqual([2, bytes(1, 2)]);
  await second.write(bytes(3));
  await second.pause();
  const third = await store.open("p");
  expect(third.length).toBe(3);
  await third.discard();
  const fourth = await store.open("p");
  expect([fourth.length, await fourth.written()]).toEqual([0, bytes()]);
  await fourth.pause();
  expect(readdirSync(folder)).toEqual([]);
  for (const value of [7, 8]) {
    const writer = await store.open("p");
    await writer.write(bytes(value));
    await writer.finish();
  }
  expect(await store.read("p")).toEqual(bytes(8));
});

it("two writers of one part don't meet", async () => {
  const store = diskStore(join(root, "c"));
  const [a, b] = [await store.open("p"), await store.open("p")];
  await a.write(bytes(1));
  await b.write(bytes(1, 2));
  await a.write(bytes(2, 3));
  await a.finish();
  await b.pause();
  expect(await store.read("p")).toEqual(bytes(1, 2, 3));
  const c = await store.open("p");
  expect(await c.written()).toEqual(bytes(1, 2));
  await c.discard();
});

it("what a killed process was writing is gone on with; what a living one writes is not touched", async () => {
  const folder = join(root, "d");
  const script = join(root, "write.mts");
  const module = pathToFileURL(join(import.meta.dirname, "../../src/cli/diskStore.ts")).href;
  writeFileSync(
    script,
    `import { diskStore } from ${JSON.stringify(module)};
    const writer = await diskStore(${JSON.stringify(folder)}).open("p");
    await writer.write(Uint8Array.of(5, 6));
    console.log("written");
    setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "exit");
  await once(child.stdout, "data");
  const store = diskStore(folder);
  const beside = await store.open("p");
  expect(beside.length).toBe(0);
  await beside.discard();
  child.kill("SIGKILL");
  await closed;
  const writer = await store.open("p");
  expect(await writer.written()).toEqual(bytes(5, 6));
  await writer.write(bytes(7));
  await writer.finish();
  expect(await store.read("p")).toEqual(bytes(5, 6, 7));
  expect(readdirSync(folder)).toEqual(["p"]);
});

const onLinux = process.platform === "linux" ? it : () => {};
onLinux("a process that has ended is gone, though nobody has asked how it ended", async () => {
  const folder = join(root, "z");
  const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  const state = () => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.charAt(0);
  while (state() !== "Z") await new Promise((resolve) => setTimeout(resolve, 5));
  mkdirSync(folder);
  writeFileSync(join(folder, `p~${hostname().replace(/\W/g, "_")}.${pid}.abc`), bytes(8, 9));
  const writer = await diskStore(folder).open("p");
  parent.kill("SIGKILL");
  expect(await writer.written()).toEqual(bytes(8, 9));
  await writer.discard();
});

it("removes a part with all that was begun of it, or a folder", async () => {
  const store = diskStore(join(root, "e"));
  for (const path of ["m/p", "m/pq", "m/n/r"]) {
    const [done, begun] = [await store.open(path), await store.open(path)];
    await done.write(bytes(1));
    await done.finish();
    await begun.write(bytes(1));
    await begun.pause();
  }
  await store.remove("m/p");
  expect((await store.list()).map((file) => file.path)).toEqual(["m/n/r", "m/n/r", "m/pq", "m/pq"]);
  await store.remove("m/n");
  await store.remove("m/none");
  expect((await store.list()).map((file) => file.path)).toEqual(["m/pq", "m/pq"]);
});

it("a full disk and a folder that can't be written are said", async () => {
  if (process.platform === "linux") {
    const { symlinkSync, mkdirSync } = await import("node:fs");
    mkdirSync(join(root, "f"));
    symlinkSync("/dev/full", join(root, "f", "p~part")); // a device on which every write ends in ENOSPC
    const writer = await diskStore(join(root, "f")).open("p");
    expect(await refusal(() => writer.write(bytes(1)))).toMatch(
      /^disk-full: The disk is full, .*p can't be kept: make room/,
    );
    await writer.discard();
  }
  writeFileSync(join(root, "file"), "");
  expect(await refusal(() => diskStore(join(root, "file")).open("p"))).toMatch(
    /^io: .*p can't be used as a cache \((EEXIST|ENOTDIR)\): look at its rights, or set TAILSCOPE_CACHE\.$/,
  );
});

it("lies where the environment says", () => {
  expect(cacheFolder({ TAILSCOPE_CACHE: "/x", HF_HOME: "/y", HOME: "/z" })).toBe("/x");
  expect(cacheFolder({ HF_HOME: "/y", HOME: "/z" })).toBe(join("/y", "tailscope"));
  expect(cacheFolder({ TAILSCOPE_CACHE: "", HOME: "/z" })).toBe(join("/z", ".cache", "tailscope"));
});
