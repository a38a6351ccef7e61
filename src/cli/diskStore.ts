import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Failure } from "../core/failure.ts";
import { pathNames } from "../model/cache/names.ts";
import type { PartStore, PartWriter, Stretch } from "../model/partStore.ts";

/** Where models are kept: TAILSCOPE_CACHE, else `tailscope` in HF_HOME, else ~/.cache/tailscope. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.TAILSCOPE_CACHE) return resolve(env.TAILSCOPE_CACHE);
  if (env.HF_HOME) return resolve(env.HF_HOME, "tailscope");
  return join(env.HOME || homedir(), ".cache", "tailscope");
}

// An unfinished part is `name~part` while nobody writes it, and `name~host.pid.id` while somebody does: a writer claims it
// by renaming, which only one process can. `~` is in no part's name.
const PAUSED = "~part";
const OWN = new Set<string>();
const HOST = hostname().replace(/\W/g, "_");

/** Parts as files of a folder. Several processes may use it at once. */
export function diskStore(folder: string): PartStore {
  const root = resolve(folder);
  const at = (path: string) => join(root, ...pathNames(path));
  return {
    read: (path, stretch) => whereThere(() => readFile(at(path), stretch), path),
    async size(path) {
      const found = await whereThere(() => stat(at(path)), path);
      return found?.isFile() ? found.size : undefined;
    },
    open: (path) => openWriter(at(path)),
    async list(folder) {
      const top = folder === undefined ? root : at(folder);
      const entries =
        (await whereThere(() => readdir(top, { recursive: true, withFileTypes: true }), top)) ?? [];
      const files = [];
      for (const entry of entries.filter((entry) => entry.isFile())) {
        const file = join(entry.parentPath, entry.name);
        const found = await whereThere(() => stat(file), file);
        if (!found) continue; // finished or removed meanwhile
        const [name, unfinished] = split(file.slice(root.length + 1).replaceAll("\\", "/"));
        files.push({ path: name, bytes: found.size, finished: unfinished === undefined });
      }
      return files.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    async remove(path) {
      const file = at(path);
      const [folder, name] = [dirname(file), pathNames(path).at(-1)!];
      await told(() => rm(file, { recursive: true, force: true }), file);
      for (const entry of (await whereThere(() => readdir(folder), folder)) ?? [])
        if (entry.startsWith(`${name}~`)) await told(() => rm(join(folder, entry), { force: true }), file);
    },
    async room() {
      for (let folder = root; ; folder = dirname(folder)) {
        const found = await whereThere(() => statfs(folder), folder);
        if (found) return found.bavail * found.bsize;
        if (folder === dirname(folder)) return undefined;
      }
    },
  };
}

async function openWriter(file: string): Promise<PartWriter> {
  const suffix = `${HOST}.${process.pid}.${randomUUID().slice(0, 8)}`;
  const own = `${file}~${suffix}`;
  OWN.add(suffix);
  await told(() => mkdir(dirname(file), { recursive: true }), file);
  await told(() => claim(file, own), file);
  const left = (await whereThere(() => stat(own), file))?.size ?? 0;
  let length = left;
  let handle: FileHandle | undefined; // opened when there is something to write: hundreds of parts may wait
  const close = async () => {
    await handle?.close();
    handle = undefined;
  };
  return {
    length: left,
    written: () => told(async () => (left > 0 ? readFile(own) : new Uint8Array(0)), file),
    write: (bytes) =>
      told(async () => {
        handle ??= await open(own, left > 0 ? "r+" : "w");
        try {
          for (let done = 0; done < bytes.byteLength; ) {
            const rest = bytes.byteLength - done;
            done += (await handle.write(bytes, done, rest, length + done)).bytesWritten;
          }
        } catch (error) {
          await handle.truncate(length).catch(() => {}); // what it leaves is a true beginning all the same
          throw error;
        }
        length += bytes.byteLength;
      }, file),
    finish: () =>
      told(async () => {
        handle ??= await open(own, left > 0 ? "r+" : "w");
        await handle.datasync(); // the name must not be on the disk before the bytes
        await close();
        await rename(own, file);
      }, file),
    pause: () =>
      told(async () => {
        await close();
        if (length > 0) await rename(own, file + PAUSED);
        else await rm(own, { force: true });
      }, file),
    discard: () =>
      told(async () => {
        await close();
        await rm(own, { force: true });
      }, file),
  };
}

/** A buffer of just its length: `readFile` may hand out a corner of a larger one. */
async function readFile(file: string, stretch?: Stretch): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const begin = Math.min(stretch?.begin ?? 0, size);
    const length = Math.min(stretch?.end ?? size, size) - begin;
    const bytes = stretch?.room?.subarray(0, length) ?? new Uint8Array(length);
    for (let done = 0; done < bytes.byteLength; ) {
      const { bytesRead } = await handle.read(bytes, done, bytes.byteLength - done, begin + done);
      if (bytesRead === 0) return bytes.subarray(0, done); // cut short meanwhile
      done += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Makes a paused part, or one whose process is gone, this writer's own. */
async function claim(file: string, own: string): Promise<void> {
  const prefix = `${file.slice(dirname(file).length + 1)}~`;
  for (const entry of await readdir(dirname(file))) {
    if (!entry.startsWith(prefix) || isBeingWritten(entry.slice(prefix.length))) continue;
    try {
      return await rename(join(dirname(file), entry), own);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error; // another process was quicker
    }
  }
}

/** Of another machine that shares the folder nothing can be known: its parts are left alone. */
function isBeingWritten(suffix: string): boolean {
  const [, host, pid] = /^(\w+)\.(\d+)\.\w+$/.exec(suffix) ?? [];
  if (host === undefined) return false;
  if (host !== HOST) return true;
  if (Number(pid) === process.pid) return OWN.has(suffix); // containers begin at the same numbers
  try {
    process.kill(Number(pid), 0); // signal 0 asks, and harms nobody
    return !isDead(Number(pid));
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** Ended, and its parent has not asked how yet: such a process answers signals, but writes no more. Known on Linux alone. */
function isDead(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return "ZX".includes(stat.charAt(stat.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
}

const split = (path: string) => path.split("~") as [string, string?];

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Undefined where there is no such file. */
async function whereThere<T>(call: () => Promise<T>, file: string): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (["ENOENT", "EISDIR", "ENOTDIR"].includes(codeOf(error) ?? "")) return undefined;
    throw refusal(error, file);
  }
}

async function told<T>(call: () => Promise<T>, file: string): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refusal(error, file);
  }
}

function refusal(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Failure(
      "disk-full",
      `The disk is full, ${file} can't be kept: make room, by \`tailscope models --delete\` for example, or set ` +
        "TAILSCOPE_CACHE to a folder on another disk.",
    );
  }
  if (code === undefined) return error;
  return new Failure(
    "io",
    `${file} can't be used as a cache (${code}): look at its rights, or set TAILSCOPE_CACHE.`,
  );
}
