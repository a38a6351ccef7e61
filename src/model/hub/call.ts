import { Failure, throwIfAborted } from "../../core/failure.ts";
import type { Signal } from "../../core/seams.ts";
import { Passing } from "./patience.ts";

/** What requests are made with. */
export interface Line {
  fetch: typeof fetch;
  /** Milliseconds without a byte after which a connection is given up. */
  stallMs: number;
}

/** A request that was answered, its body unread. */
export interface Call {
  response: Response;
  /** The host that answered, after all redirects. */
  host: string;
  /** The next bytes, which are there until the next call; undefined at the end. @throws Passing where it breaks off or stalls, Failure("aborted") */
  read(): Promise<Uint8Array | undefined>;
  /** Gives the connection up; needed after every call. */
  close(): void;
}

/**
 * A GET, redirects followed: `fetch` drops Authorization where one leads to another origin, as its standard says and the tests
 * see. Nothing is kept in the HTTP cache and no cookie is sent. @throws Passing | Failure("aborted")
 */
export async function get(
  url: string,
  headers: Record<string, string>,
  { fetch, stallMs }: Line,
  signal?: Signal,
): Promise<Call> {
  throwIfAborted(signal);
  const control = new AbortController();
  let host = new URL(url).host;
  let waitingSince: number | undefined;
  // One timer a connection watches both the signal, which can only be polled, and the silence.
  const timer = setInterval(
    () => {
      if (signal?.aborted) control.abort();
      else if (waitingSince !== undefined && Date.now() - waitingSince >= stallMs)
        control.abort(new Passing(`${host} sent nothing for ${stallMs / 1000} s`));
    },
    Math.min(100, stallMs),
  );
  const close = () => {
    clearInterval(timer);
    control.abort();
  };
  const watched = async <T>(work: () => Promise<T>, broken: (why: string) => Passing): Promise<T> => {
    waitingSince = Date.now();
    try {
      return await work();
    } catch (error) {
      const stalled: unknown = control.signal.reason; // read before close() sets one
      close();
      throwIfAborted(signal);
      throw stalled instanceof Passing ? stalled : broken(reasonOf(error));
    } finally {
      waitingSince = undefined;
    }
  };
  const response = await watched(
    () =>
      fetch(url, {
        headers,
        signal: control.signal,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
      }),
    (why) => new Passing(`${host} can't be reached (${why})`, { unreached: true }),
  );
  if (response.url) host = new URL(response.url).host;
  const read = response.body && reusing(response.body);
  let length = 0;
  return {
    response,
    host,
    close,
    async read() {
      if (!read) return undefined;
      throwIfAborted(signal);
      const bytes = await watched(
        read,
        (why) => new Passing(`${host} broke off after ${length} bytes (${why})`),
      );
      length += bytes?.byteLength ?? 0;
      return bytes;
    },
  };
}

const CHUNK = 256 * 1024;

/** Reads a body through one piece of memory, where the platform can: chunks of a model thrown away pile up to its size. */
function reusing(body: ReadableStream<Uint8Array>): () => Promise<Uint8Array | undefined> {
  let byob: ReadableStreamBYOBReader;
  try {
    byob = body.getReader({ mode: "byob" });
  } catch {
    const reader = body.getReader();
    return async () => (await reader.read()).value;
  }
  let memory = new ArrayBuffer(CHUNK);
  return async () => {
    const { done, value } = await byob.read(new Uint8Array(memory));
    if (done || !value) return undefined;
    memory = value.buffer;
    return value;
  };
}

/** The whole body. @throws Passing | Failure("aborted" | "bad-file") where it is longer than any answer of the hub's */
export async function readAll(call: Call, limit: number, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = await call.read(); chunk; chunk = await call.read()) {
    length += chunk.byteLength;
    if (length > limit)
      throw new Failure("bad-file", `${name} is longer than ${limit} bytes: this is no hub.`);
    chunks.push(chunk.slice());
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** undici says "fetch failed" and hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? (cause?.message || message || String(error));
}
