import { Failure } from "../core/failure.ts";
import type { ModelFiles } from "./modelFiles.ts";

/**
 * A folder behind a URL on our own server. Files are small here (20 MB at most), so each is fetched whole, once, and sliced;
 * `onBytes` is told how many bytes have come in.
 */
export function urlFiles(id: string, base: string, onBytes: (bytes: number) => void = () => {}): ModelFiles {
  const files = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>();
  const whole = (path: string) => {
    const known = files.get(path) ?? fetchFile(`${base}/${path}`, onBytes);
    files.set(path, known);
    known.catch(() => files.delete(path)); // a later try starts afresh
    return known;
  };
  return {
    id,
    async read(path, range) {
      const file = await whole(path);
      return range ? file?.subarray(range.begin, range.end) : file;
    },
    size: async (path) => (await whole(path))?.byteLength,
  };
}

async function fetchFile(
  url: string,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new Failure(
      "io",
      `${url} can't be fetched (${(error as Error).message}): is the server still running?`,
    );
  }
  if (response.status === 404 || response.headers.get("content-type")?.startsWith("text/html"))
    return undefined;
  if (!response.ok || !response.body)
    throw new Failure("io", `${url} can't be fetched: the server answered ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new Failure(
        "io",
        `${url} broke off after ${length} bytes (${(error as Error).message}): try again.`,
      );
    });
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
    onBytes(value.byteLength);
  }
  const promised = response.headers.get("content-length");
  if (promised !== null && !response.headers.has("content-encoding") && Number(promised) !== length) {
    throw new Failure("io", `${url} broke off after ${length} of ${promised} bytes: try again.`);
  }
  const file = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    file.set(chunk, at);
    at += chunk.byteLength;
  }
  return file;
}
