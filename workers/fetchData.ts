import { MAX_DATA_BYTES, requireDataSize } from "../src/core/dataText.ts";
import { Failure } from "../src/core/failure.ts";

/**
 * A data set's bytes from the web, 200 MB at the most: counted as they come, whatever the server promised.
 * @throws Failure("usage" | "io" | "bad-data" | "aborted")
 */
export async function fetchData(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const address = readAddress(url);
  const failed = (why: string) => new Failure("io", `${address.href} can't be fetched: ${why}.`);
  const stop = new AbortController();
  const any = AbortSignal.any([signal, stop.signal]);
  try {
    const response = await fetch(address, { credentials: "omit", signal: any }).catch(() => {
      throw failed(
        "its server does not answer, or does not let pages like this one read it (CORS); download it and drop the file here",
      );
    });
    readAddress(response.url); // where redirects have led
    if (!response.ok) throw failed(`its server answers ${response.status} ${response.statusText}`.trimEnd());
    requireDataSize(Number(response.headers.get("content-length") ?? 0), address.href);
    return await readBounded(response, address.href).catch((error: unknown) => {
      throw error instanceof Failure ? error : failed("the connection broke off; try again");
    });
  } catch (error) {
    stop.abort(); // nothing more is read of it
    if (signal.aborted) throw new Failure("aborted", "Stopped because something newer was asked for.");
    throw error;
  }
}

/** Plain http only from the same machine: nobody in between may change what is fitted on. */
function readAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const own = address && /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(address.hostname);
  if (!address || !(address.protocol === "https:" || (address.protocol === "http:" && own))) {
    throw new Failure(
      "usage",
      `"${url}" can't be fetched: a data set's address begins with https://, or names this machine.`,
    );
  }
  if (address.username !== "" || address.password !== "")
    throw new Failure("usage", "An address with a name and password in it can't be fetched: leave them out.");
  return address;
}

async function readBounded(response: Response, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_DATA_BYTES)
      throw new Failure(
        "bad-data",
        `${name} has more than ${MAX_DATA_BYTES / 1e6} MB, the most that is read: take a part of it.`,
      );
    pieces.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
