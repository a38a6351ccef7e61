import { Failure } from "../../core/failure.ts";

/** What the private file system refused, as a sentence. `bytes`: how many were to be written. */
export function opfsRefusal(error: unknown, path: string, bytes: number): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "QuotaExceededError") return opfsFull(path, bytes);
  if (error.name === "NoModificationAllowedError") {
    return new Failure(
      "io",
      `${path} in the cache is being written, perhaps by another tab: close it, or wait for it.`,
    );
  }
  if (!(error instanceof DOMException)) return error;
  return new Failure("io", `${path} in the cache can't be used (${error.name}: ${error.message}).`);
}

export function opfsFull(path: string, bytes: number): Failure {
  const needed = `${Math.max(1, Math.ceil(bytes / 2 ** 10))} KB`;
  return new Failure(
    "disk-full",
    `The browser's storage is full, the next ${needed} of ${path} have no room: delete models in the list of the cache, ` +
      "or go on without it.",
  );
}
