import { Failure } from "../../core/failure.ts";
import type { Signal } from "../../core/seams.ts";
import type { RemoteFiles } from "../modelFiles.ts";
import type { ModelRef } from "../modelRef.ts";
import { type Call, get, type Line } from "./call.ts";
import { parseEndpoint } from "./endpoint.ts";
import { type FilePin, rangeBytes, sizeOf } from "./fileRange.ts";
import { createGate } from "./gate.ts";
import { Passing, type Patience, patient } from "./patience.ts";
import { listingUrl, readListing } from "./pinRevision.ts";
import { type Asked, refused } from "./refuse.ts";

export interface HubOptions extends Partial<Patience>, Partial<Line> {
  /** Requests under way at a time. */
  parallel?: number;
  signal?: Signal;
}

const DEFAULTS = {
  tries: 6,
  delay: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
  stallMs: 30_000,
  parallel: 3,
};

/**
 * Opens a repository on the hub: its revision is pinned to a commit first, then every byte is read of that commit. On plain
 * `fetch`: of what must be borne here (retries, resuming at the byte, servers without Range) `@huggingface/hub` does nothing.
 * A stream holds one of `parallel` places until it ends, so a reader must not start a fourth before it has read on.
 * @throws Failure("usage" | "bad-file" | "io" | "aborted") naming the repository, the host and what to do
 */
export async function openHub(
  { repo, revision }: ModelRef,
  settings: { endpoint: string; token: string },
  options: HubOptions = {},
): Promise<RemoteFiles> {
  const endpoint = parseEndpoint(settings.endpoint);
  const token = parseToken(settings.token);
  const patience = { ...DEFAULTS, unreachedTries: options.tries ?? DEFAULTS.tries, ...options };
  const line: Line = {
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    stallMs: patience.stallMs,
  };
  const gate = createGate(patience.parallel);
  const authorization = token ? { authorization: `Bearer ${token}` } : undefined;

  /** One request to the endpoint, answered with success; closing it gives its place back. */
  const open = async (url: string, headers: Record<string, string>, asked: Asked, signal?: Signal) => {
    await gate.enter(signal);
    let call: Call | undefined;
    try {
      const answered = await get(url, { ...headers, ...authorization }, line, signal);
      call = answered;
      if (!call.response.ok && call.response.status !== 416) throw refused(call, asked);
      const close = () => {
        answered.close();
        gate.leave();
      };
      return { ...answered, close };
    } catch (error) {
      call?.close();
      gate.leave();
      throw error;
    }
  };
  /** One request and what is made of it, tried until it goes through or patience ends. */
  const ask = async <T>(
    name: string,
    url: string,
    headers: Record<string, string>,
    asked: Asked,
    use: (call: Call) => T | Promise<T>,
    unreachedTries: number,
  ): Promise<T> => {
    const tries = patient(name, { ...patience, unreachedTries }, options.signal);
    for (;;) {
      let call: Call | undefined;
      try {
        call = await open(url, headers, asked, options.signal);
        return await use(call);
      } catch (error) {
        call?.close();
        call = undefined;
        await tries.again(error);
      } finally {
        call?.close();
      }
    }
  };

  const asked: Asked = { endpoint, repo, revision, withToken: token !== "" };
  const url = listingUrl(endpoint, repo, revision);
  const { commit, files } = await ask(
    repo,
    url,
    {},
    asked,
    (call) => readListing(call, repo),
    Math.min(2, patience.tries), // somebody is waiting, and may be offline with all of it in the cache
  );
  const pins = new Map<string, FilePin>();
  for (const [path, size] of files)
    pins.set(path, { name: `${repo}/${path}`, commit, ...(size !== undefined && { size }) });
  const fileUrl = (path: string) =>
    `${endpoint}/${repo}/resolve/${commit}/${path.split("/").map(encodeURIComponent).join("/")}`;

  return {
    repo,
    commit,
    list: async () => [...files.keys()],
    async size(path) {
      const pin = pins.get(path);
      if (!pin || pin.size !== undefined) return pin?.size;
      const range = { range: "bytes=0-0" };
      return ask(
        pin.name,
        fileUrl(path),
        range,
        { ...asked, path },
        (call) => sizeOf(call, pin),
        patience.tries,
      );
    },
    async *stream(path, begin, end, signal) {
      const pin = pins.get(path);
      if (!pin) throw new Failure("bad-file", `${repo}@${revision} has no file "${path}".`);
      const tries = patient(pin.name, patience, signal);
      for (let at = begin; at < end; ) {
        let call: Call | undefined;
        let broken: unknown;
        try {
          const range = { range: `bytes=${at}-${end - 1}` };
          call = await open(fileUrl(path), range, { ...asked, path }, signal);
          for await (const chunk of rangeBytes(call, at, end, pin)) {
            at += chunk.byteLength;
            tries.progress();
            yield chunk;
          }
        } catch (error) {
          broken = error;
        } finally {
          call?.close();
        }
        if (broken instanceof Passing ? at < end : broken !== undefined) await tries.again(broken);
      }
    },
  };
}

function parseToken(text: string): string {
  const token = text.trim();
  if (/^[\x21-\x7e]*$/.test(token)) return token;
  throw new Failure("usage", "The hub's token has characters that no token has: paste it again.");
}
