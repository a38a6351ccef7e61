import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";

/** A file on the loopback hub: its bytes, or what makes any slice of them, so that no large file is ever built whole. */
export type HubFile = Uint8Array | SlicedFile;

export interface SlicedFile {
  size: number;
  read(begin: number, end: number): Uint8Array | Promise<Uint8Array>;
}

export interface HubRepo {
  /** Branches and tags → commit. */
  revisions: Record<string, string>;
  /** Commit → path → file. */
  commits: Record<string, Record<string, HubFile>>;
  /** The only token that opens its files. */
  gated?: string;
}

/** Any text's commit id: 40 hex digits. */
export function commitOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** A repository of one commit on `main`. */
export function repoOf(files: Record<string, HubFile>, name = "a commit"): HubRepo {
  const commit = commitOf(name);
  return { revisions: { main: commit }, commits: { [commit]: files } };
}

/** The files of a folder on disk, read slice by slice. */
export function repoOfFolder(folder: string): HubRepo {
  const files: Record<string, HubFile> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1).replaceAll("\\", "/")] = fileOnDisk(path);
  }
  return repoOf(files, basename(folder));
}

export function sizeOfFile(file: HubFile): number {
  return file instanceof Uint8Array ? file.byteLength : file.size;
}

/** Bytes [begin, end) of a file. */
export async function sliceOf(file: HubFile, begin: number, end: number): Promise<Uint8Array> {
  return file instanceof Uint8Array ? file.subarray(begin, end) : file.read(begin, end);
}

function fileOnDisk(path: string): SlicedFile {
  return {
    size: statSync(path).size,
    async read(begin, end) {
      const handle = await open(path);
      try {
        const bytes = new Uint8Array(end - begin);
        await handle.read(bytes, 0, bytes.length, begin);
        return bytes;
      } finally {
        await handle.close();
      }
    },
  };
}
