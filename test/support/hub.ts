import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { send, sendFile } from "./hubBody.ts";
import { createFaults, type HubFault, type HubMatch, type HubRequest } from "./hubFaults.ts";
import { type HubFile, type HubRepo, repoOfFolder, sizeOfFile } from "./hubRepos.ts";

/** A hub on loopback, and a second host for its large files. */
export interface Hub {
  /** Base address, as in https://huggingface.co. */
  endpoint: string;
  /** Where large files lie; it takes no token. */
  cdnEndpoint: string;
  /** All requests so far, oldest first; preflights are among them. */
  requests: HubRequest[];
  fail(match: HubMatch, fault: HubFault): void;
  /** No more faults. */
  heal(): void;
  close(): Promise<void>;
}

/** What the hub lets other pages ask with, and read. */
const CORS = {
  "access-control-allow-methods": "GET, HEAD",
  "access-control-allow-headers": "authorization, range",
  "access-control-expose-headers":
    "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag",
  "access-control-max-age": "86400",
  "cross-origin-resource-policy": "cross-origin",
};

/** Serves repositories as huggingface.co does: small files itself, large ones by a redirect to another host. */
export async function startHub({ repos }: { repos: Record<string, HubRepo> }): Promise<Hub> {
  const faults = createFaults();
  const requests: HubRequest[] = [];
  const hub = createServer((request, response) => answer("hub", request, response, onHub));
  const cdn = createServer((request, response) => answer("cdn", request, response, onCdn));
  const endpoint = await listen(hub);
  const cdnEndpoint = await listen(cdn);

  function answer(at: HubRequest["at"], request: IncomingMessage, response: ServerResponse, serve: Serve) {
    const { host = "", range, authorization, origin } = request.headers;
    const seen = { at, method: request.method!, host, url: request.url!, range, authorization, origin };
    requests.push(seen);
    const allow = at === "cdn" ? "*" : origin;
    const head = { ...CORS, vary: "Origin", ...(allow ? { "access-control-allow-origin": allow } : {}) };
    if (request.method === "OPTIONS") send(response, 204, head, {}, "");
    else Promise.resolve(serve({ seen, request, response, head })).catch((error) => response.destroy(error));
  }

  async function onHub({ seen, request, response, head }: Exchange): Promise<void> {
    const url = new URL(seen.url, endpoint);
    const refuse = (status: number, code: string, message: string) =>
      send(
        response,
        status,
        { ...head, "content-type": "application/json", "x-error-code": code, "x-error-message": message },
        {},
        JSON.stringify({ error: message }),
      );
    const api = /^\/api\/models\/([^/]+\/[^/]+)(?:\/revision\/([^/]+))?$/.exec(url.pathname);
    const file = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
    const [, name = "", revision = "main", path = ""] = (api ?? file ?? []).map(
      (x) => x && decodeURIComponent(x),
    );
    const repo = Object.hasOwn(repos, name) ? repos[name] : undefined;
    if (!repo) {
      const known = seen.authorization !== undefined; // whom it does not know, it does not tell which repositories exist
      return refuse(
        known ? 404 : 401,
        "RepoNotFound",
        known ? "Repository not found" : "Invalid username or password.",
      );
    }
    const commit = Object.hasOwn(repo.revisions, revision) ? repo.revisions[revision]! : revision;
    const files = Object.hasOwn(repo.commits, commit) ? repo.commits[commit]! : undefined;
    if (!files) return refuse(404, "RevisionNotFound", `Invalid rev id: ${revision}`);
    if (api) {
      const fault = faults.take(seen);
      const siblings = Object.entries(files).map(([rfilename, f]) =>
        url.searchParams.has("blobs") ? { rfilename, size: sizeOfFile(f) } : { rfilename },
      );
      const body = {
        id: name,
        modelId: name,
        sha: commit,
        private: false,
        gated: repo.gated ? "manual" : false,
        siblings,
      };
      const json = new TextEncoder().encode(JSON.stringify(body));
      return sendFile(request, response, json, { ...head, "content-type": "application/json" }, fault);
    }
    if (repo.gated !== undefined && seen.authorization !== `Bearer ${repo.gated}`) {
      return refuse(seen.authorization ? 403 : 401, "GatedRepo", `Access to model ${name} is restricted.`);
    }
    const found = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!found) return refuse(404, "EntryNotFound", "Entry not found");
    const repoHead = { ...head, "x-repo-commit": commit };
    if (!isLarge(path)) {
      const fault = faults.take(seen);
      return sendFile(request, response, found, { ...repoHead, etag: etagOf(found, path) }, fault);
    }
    const fault = faults.take(seen, "redirect");
    const location = `${cdnEndpoint}/${name}/${commit}/${path}?Signature=${signatureOf(path)}`;
    const linked = {
      "x-linked-size": String(sizeOfFile(found)),
      "x-linked-etag": etagOf(found, path),
    };
    const { status = 302 } = fault;
    send(response, status, { ...repoHead, ...linked, ...(status === 302 && { location }) }, fault, "Found");
  }

  async function onCdn({ seen, request, response, head }: Exchange): Promise<void> {
    const url = new URL(seen.url, cdnEndpoint);
    const [, name = "", commit = "", path = ""] =
      /^\/([^/]+\/[^/]+)\/([^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const file = repos[name]?.commits[commit]?.[path];
    // As storage behind signed addresses does: one kind of credentials only.
    if (seen.authorization !== undefined)
      return send(response, 400, head, {}, "Only one auth mechanism allowed");
    if (!file || url.searchParams.get("Signature") !== signatureOf(path))
      return send(response, 403, head, {}, "no");
    await sendFile(request, response, file, { ...head, etag: etagOf(file, path) }, faults.take(seen));
  }

  return {
    endpoint,
    cdnEndpoint,
    requests,
    fail: faults.add,
    heal: faults.clear,
    close: async () => {
      await Promise.all([hub, cdn].map(shut));
    },
  };
}

/** A hub with one repository: a folder on disk, served slice by slice. */
export async function hubOfFolder(repo: string, folder: string): Promise<Hub> {
  return startHub({ repos: { [repo]: repoOfFolder(folder) } });
}

interface Exchange {
  seen: HubRequest;
  request: IncomingMessage;
  response: ServerResponse;
  head: Record<string, string>;
}

type Serve = (exchange: Exchange) => Promise<void>;

/** Whether the hub keeps a file elsewhere: what its repositories' .gitattributes list. */
function isLarge(path: string): boolean {
  return /\.(?:safetensors|bin|onnx|onnx_data|h5|msgpack|pt|pth|gguf|ot|tflite)$/.test(path);
}

const etags = new WeakMap<HubFile, string>();

function etagOf(file: HubFile, name: string): string {
  const known = etags.get(file);
  if (known) return known;
  const text = file instanceof Uint8Array ? file : `${name} ${file.size}`;
  const etag = `"${createHash("sha256").update(text).digest("hex")}"`;
  etags.set(file, etag);
  return etag;
}

function signatureOf(path: string): string {
  return createHash("sha1").update(`signed ${path}`).digest("hex");
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function shut(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
