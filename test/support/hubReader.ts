import { Failure } from "../../src/core/failure.ts";
import { seededRandom } from "../../src/core/random.ts";
import type { Signal } from "../../src/core/seams.ts";
import { type HubOptions, openHub } from "../../src/model/hub/openHub.ts";
import type { RemoteFiles } from "../../src/model/modelFiles.ts";
import { parseModelRef } from "../../src/model/modelRef.ts";
import type { Hub } from "./hub.ts";

/** Opens a model on a loopback hub with a patience that does not wait; `waits` gets what it would have waited, in ms. */
export function openOn(
  hub: Hub,
  model: string,
  { token = "", waits = [], ...options }: HubOptions & { token?: string; waits?: number[] } = {},
): Promise<RemoteFiles> {
  const delay = async (ms: number) => {
    waits.push(ms);
  };
  const settings = { endpoint: hub.endpoint, token };
  return openHub(parseModelRef(model), settings, { tries: 3, delay, random: seededRandom(1), ...options });
}

/** All that a stream brings, as one. */
export async function readStream(
  files: RemoteFiles,
  path: string,
  begin: number,
  end: number,
  signal?: Signal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.stream(path, begin, end, signal)) chunks.push(chunk.slice()); // gone with the next
  return Buffer.concat(chunks);
}

/** The sentence of a failure, with this hub's hosts called HUB and CDN. */
export async function told(hub: Hub, call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error("nothing was refused"),
    (e: unknown) => e,
  );
  if (!(error instanceof Failure)) throw error;
  const host = (endpoint: string) => new URL(endpoint).host;
  return `${error.kind}: ${error.message}`
    .replaceAll(host(hub.endpoint), "HUB")
    .replaceAll(host(hub.cdnEndpoint), "CDN");
}
