import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HubFault } from "./hubFaults.ts";
import { type HubFile, sizeOfFile, sliceOf } from "./hubRepos.ts";

const CHUNK_BYTES = 1 << 20;
const PAGE = "<!DOCTYPE html><html><title>Sign in</title><p>Welcome to the hotel's network.</p></html>";

type Head = Record<string, string | number | undefined>;

/** Answers with a file or the range of it that was asked for, and with what a fault makes of that. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: HubFile,
  head: Head,
  fault: HubFault,
): Promise<void> {
  if (fault.html) {
    const type = fault.html === "bare" ? undefined : "text/html; charset=utf-8";
    return send(response, fault.status ?? 200, { ...cors(head), "content-type": type }, fault, PAGE);
  }
  if (fault.status !== undefined) return send(response, fault.status, cors(head), fault, "not now");
  const size = sizeOfFile(file);
  const range = fault.ignoreRange ? undefined : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const begin = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]) + 1, size) : size;
  const ranged = fault.ignoreRange ? {} : { "accept-ranges": "bytes" };
  if (range && begin >= size) {
    const none = { ...head, ...ranged, "content-range": `bytes */${size}` };
    return send(response, 416, none, fault, "");
  }
  const extra = fault.extraBytes ?? 0;
  write(
    response,
    range ? 206 : 200,
    {
      "content-type": "application/octet-stream",
      ...head,
      ...ranged,
      ...(range ? { "content-range": `bytes ${begin}-${end - 1}/${size}` } : {}),
      ...(fault.endAfter === undefined && extra === 0 ? { "content-length": end - begin } : {}),
    },
    fault,
  );
  if (request.method === "HEAD") response.end();
  else await sendBytes(response, file, begin, end, fault);
}

/** Answers with a text. */
export function send(
  response: ServerResponse,
  status: number,
  head: Head,
  fault: HubFault,
  text: string | Uint8Array,
): void {
  write(response, status, { ...head, "content-length": Buffer.byteLength(text) }, fault);
  response.end(text);
}

async function sendBytes(
  response: ServerResponse,
  file: HubFile,
  begin: number,
  end: number,
  fault: HubFault,
) {
  const { cutAfter, endAfter, stallAfter, bytesPerSecond, extraBytes = 0 } = fault;
  const stop = Math.min(
    end,
    begin + Math.min(cutAfter ?? Infinity, endAfter ?? Infinity, stallAfter ?? Infinity),
  );
  const step = bytesPerSecond === undefined ? CHUNK_BYTES : Math.max(1, Math.ceil(bytesPerSecond / 20));
  const gone = once(response, "close");
  response.flushHeaders();
  for (let at = begin; at < stop; at += step) {
    if (response.destroyed) return;
    const more = response.write(await sliceOf(file, at, Math.min(stop, at + step)));
    if (!more) await Promise.race([once(response, "drain"), gone]);
    if (bytesPerSecond !== undefined)
      await new Promise((resolve) => setTimeout(resolve, (1000 * step) / bytesPerSecond));
  }
  if (stallAfter !== undefined) await gone;
  else if (cutAfter !== undefined) response.write("", () => setImmediate(() => response.destroy()));
  else response.end(new Uint8Array(extraBytes));
}

function write(response: ServerResponse, status: number, head: Head, fault: HubFault): void {
  const all: Record<string, string | number> = {};
  for (const [name, value] of Object.entries({ ...head, ...fault.headers })) {
    if (value !== undefined && value !== null) all[name] = value;
  }
  response.writeHead(status, all);
}

/** Of a head, what has nothing to do with the file. */
function cors(head: Head): Head {
  return Object.fromEntries(
    Object.entries(head).filter(([name]) => /^(access-control|cross-origin|vary)/.test(name)),
  );
}
