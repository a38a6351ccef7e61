import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure } from "../core/failure.ts";

/** A file's bytes. @throws Failure("io") naming it */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    throw new Failure("io", `${path} can't be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
  }
}

export async function readJsonFile(path: string): Promise<unknown> {
  const bytes = await readBytes(path);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Failure("bad-data", `${path} is no JSON: ${(error as Error).message}.`);
  }
}

/** Writes a file whole or not at all: beside its place first, then moved there. Two processes may write the same at once. */
export async function writeWhole(path: string, data: Uint8Array | string): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, data);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {}); // where it can't be written, it may not even be looked for
    throw new Failure("io", `${path} can't be written (${(error as NodeJS.ErrnoException).code ?? error}).`);
  }
}
