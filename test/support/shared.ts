import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** The reference data beside the project: made by PyTorch, Hugging Face, SciPy and the study's own code. */
export const SHARED = resolve(import.meta.dirname, "../../../shared");

/** The reference tests need that folder; without it they say so and pass nothing off as checked. */
export const hasShared = existsSync(resolve(SHARED, "reference"));

export function sharedBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(resolve(SHARED, path)));
}

export function sharedJson<T>(path: string): T {
  return JSON.parse(readFileSync(resolve(SHARED, path), "utf8")) as T;
}
