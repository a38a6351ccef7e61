import { isolated } from "./isolated.ts";
import { openKeep } from "./keep.ts";
import { type ListedFile, listedFile } from "./listedFile.ts";
import type { ToServiceWorker } from "./messages.ts";
import { partOf } from "./partOf.ts";
import type { FetchEvent, ServiceWorkerScope } from "./scope.ts";

// Keeps the page, so that it opens without its server, and gives it the headers of isolation where its host sends none.
// It answers for the files of its own build; all else, the hub above all, goes by it untouched.

/** Put in by the build. */
declare const FILES: ListedFile[];

const worker = self as unknown as ServiceWorkerScope;
const { scope } = worker.registration;
const files = new Map(FILES.map((file) => [file.path, file]));
const keep = openKeep(files, scope);

worker.addEventListener("install", (event) => {
  const early = [...files.values()].filter((file) => file.early);
  event.waitUntil(Promise.all(early.map((file) => keep.add(file, "no-cache"))));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(keep.clear().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("authorization")) return;
  const file = listedFile(files, scope, request.url);
  if (file) event.respondWith(answer(event, file));
  else if (request.mode === "navigate") event.respondWith(navigate(request));
});

worker.addEventListener("message", (event) => {
  const message = event.data as ToServiceWorker;
  if (message.kind === "takeOver") void worker.skipWaiting();
  else event.waitUntil(keepUsed(message.addresses));
});

/** The kept file or a part of it; one that is not kept yet is kept on its way, if it comes whole. */
async function answer(event: FetchEvent, file: ListedFile): Promise<Response> {
  const { request } = event;
  const kept = await keep.find(file);
  const range = request.headers.get("range");
  if (kept) return isolated(range === null ? kept : await partOf(kept, range));
  const response = await fetch(request);
  if (response.status === 200) event.waitUntil(keep.store(file, response.clone()).catch(() => {}));
  return isolated(response);
}

/** A page that is not of this build: the server's as it is, else ours. */
async function navigate(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(scope);
  }
}

/** One after the other: they are large. What can't be kept will be when it is used again. */
async function keepUsed(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const file = listedFile(files, scope, address);
    if (file) await keep.add(file, "default").catch(() => {});
  }
}
