import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** Any static host: files of a folder below a path, by their types, and nothing else in the answer. */
export interface StaticHost {
  /** Ends in a slash. */
  url: string;
  /** Paths below it, oldest first. */
  requests: string[];
  /** Files that are others than in the folder, by path: a newer version of the page. */
  changed: Map<string, Uint8Array>;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

export async function startStaticHost(
  folder: string,
  { path = "/", headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<StaticHost> {
  const requests: string[] = [];
  const changed = new Map<string, Uint8Array>();
  const read = (path: string) => changed.get(path) ?? readFile(join(folder, normalize(`/${path}`)));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    const asked = pathname.startsWith(path) ? pathname.slice(path.length) : undefined;
    if (asked !== undefined) requests.push(asked);
    const name = asked === "" || asked?.endsWith("/") ? `${asked}index.html` : asked;
    const bytes = name === undefined ? undefined : await Promise.resolve(read(name)).catch(() => undefined);
    if (name === undefined || bytes === undefined) {
      response.writeHead(404, headers).end();
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    const [begin, end] = [
      Number(from ?? 0),
      Math.min(bytes.length, Number(to || Number.POSITIVE_INFINITY) + 1),
    ];
    const part = from === undefined ? {} : { "content-range": `bytes ${begin}-${end - 1}/${bytes.length}` };
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    response.writeHead(from === undefined ? 200 : 206, {
      ...headers,
      ...part,
      "content-type": type,
      "content-length": end - begin,
    });
    response.end(bytes.subarray(begin, end));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    requests,
    changed,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}
