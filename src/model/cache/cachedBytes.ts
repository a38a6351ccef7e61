import { Failure, failureKind } from "../../core/failure.ts";
import type { RemoteFiles } from "../modelFiles.ts";
import type { Keeper } from "./keeper.ts";
import { filePart, listPart, sizePart } from "./layout.ts";

/** Longer stretches are read, but not kept: tensors are kept by `readTensors`. */
const MAX_KEPT = 128 * 2 ** 20;
const MAX_READ = 2 ** 30;

/** Small files, headers, lengths and the list of files: from the store, or fetched and kept. */
export function cachedBytes(
  remote: RemoteFiles,
  keeper: Keeper,
  limit: <T>(call: () => Promise<T>) => Promise<T>,
  onDamaged: () => Promise<void>,
) {
  /** What the store has under `part`; what it lacks is fetched. */
  const cached = async (
    part: string,
    what: string,
    fetch: () => Promise<Uint8Array<ArrayBuffer>>,
    length?: number,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const found = await keeper.read(part, length);
    if (found instanceof Uint8Array) return found;
    if (found === "damaged") await onDamaged();
    const bytes = await fetch().catch((error: unknown) => {
      throw found === "damaged" ? whyAgain(error, what) : error;
    });
    if (bytes.byteLength <= MAX_KEPT) await keeper.write(part, bytes);
    return bytes;
  };
  const cachedJson = async <T>(part: string, what: string, fetch: () => Promise<T>): Promise<T> => {
    const bytes = await cached(part, what, async () =>
      new TextEncoder().encode(JSON.stringify((await fetch()) ?? null)),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  const name = (path: string) => `${remote.repo}/${path}`;

  const size = async (path: string) =>
    (await cachedJson(sizePart(remote, path), `The length of ${name(path)}`, () => remote.size(path))) ??
    undefined; // JSON keeps null where there is no such file
  return {
    size,
    list: () => cachedJson(listPart(remote), `The list of files of ${remote.repo}`, () => remote.list()),
    async read(path: string, range?: { begin: number; end: number }) {
      const length = await size(path);
      if (length === undefined) return undefined;
      const begin = Math.min(range?.begin ?? 0, length);
      const end = Math.max(begin, Math.min(range?.end ?? length, length));
      if (end - begin > MAX_READ)
        throw new Failure(
          "unsupported-model",
          `${name(path)} has more than 1 GB, too much to be read at once.`,
        );
      const fetch = () => limit(() => collect(remote, path, begin, end));
      return cached(filePart(remote, path, begin, end), name(path), fetch, end - begin);
    },
  };
}

/** The refusal to fetch again what was found damaged. */
export function whyAgain(error: unknown, what: string): unknown {
  if (failureKind(error) !== "io") return error;
  return new Failure("io", `${what} was damaged in the cache and removed: ${(error as Error).message}`);
}

async function collect(
  remote: RemoteFiles,
  path: string,
  begin: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - begin);
  let at = 0;
  if (at < bytes.byteLength) {
    for await (const chunk of remote.stream(path, begin, end)) {
      if (at + chunk.byteLength > bytes.byteLength)
        throw new Failure("io", `${remote.repo}/${path}: more bytes came than asked for.`);
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
  }
  if (at !== bytes.byteLength)
    throw new Failure(
      "io",
      `${remote.repo}/${path} ended after ${at} of ${bytes.byteLength} bytes: try again.`,
    );
  return bytes;
}
