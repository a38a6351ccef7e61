import { Failure } from "../../core/failure.ts";
import type { Call } from "./call.ts";
import { Passing } from "./patience.ts";
import { looksLikePage, webPage } from "./refuse.ts";

/** What is known of a file: every further answer must agree with it. */
export interface FilePin {
  /** `owner/name/path`, for sentences. */
  readonly name: string;
  readonly commit: string;
  size?: number;
  etag?: string;
  linkedEtag?: string;
}

/** Bytes that an answer will bring: the first `skip` of it were not asked for, `[at, end)` of the file come after them. */
interface Coming {
  skip: number;
  end: number;
}

/**
 * The bytes of an answer to `Range: bytes=begin-(end-1)`, checked; also of one that ignores Range and sends all of the file, of
 * which nothing is kept. Ends early where the server gave a shorter range.
 * @throws Passing where it breaks off | Failure("bad-file" | "io" | "aborted")
 */
export async function* rangeBytes(
  call: Call,
  begin: number,
  end: number,
  pin: FilePin,
): AsyncGenerator<Uint8Array, void> {
  const coming = checkHead(call, begin, end, pin);
  if (pin.size !== undefined && end > pin.size) throw tooShort(pin, end);
  const whole = call.response.status === 200;
  const first = begin - coming.skip; // place in the file of the answer's first byte
  let at = first;
  for (;;) {
    const chunk = await call.read();
    if (!chunk) break;
    if (at === 0 && looksLikePage(chunk)) throw webPage(pin.name, call.host);
    const from = Math.min(chunk.byteLength, Math.max(0, begin - at));
    const to = Math.min(chunk.byteLength, coming.end - at);
    if (to < chunk.byteLength && !whole) {
      throw new Failure(
        "bad-file",
        `${pin.name} can't be read: ${call.host} sent more than the ${end - begin} bytes it was asked for.`,
      );
    }
    at += chunk.byteLength;
    if (to > from) yield chunk.subarray(from, to);
    if (whole && at >= coming.end) return;
  }
  if (at < coming.end) throw new Passing(`${call.host} broke off after ${at - first} bytes`);
}

/** Length of the file, from an answer to `Range: bytes=0-0`. @throws Failure("bad-file" | "io") */
export function sizeOf(call: Call, pin: FilePin): number {
  if (/^bytes \*\/0$/.test(call.response.headers.get("content-range") ?? ""))
    pin.size ??= 0; // 416 of an empty file
  else checkHead(call, 0, 1, pin);
  if (pin.size !== undefined) return pin.size;
  throw new Failure("bad-file", `${pin.name} can't be read: ${call.host} does not tell how long it is.`);
}

/** Compares an answer's head with what was asked for and with what is known of the file, which it adds to. */
function checkHead({ response, host }: Call, begin: number, end: number, pin: FilePin): Coming {
  const { status, headers } = response;
  if (headers.get("content-type")?.startsWith("text/html")) throw webPage(pin.name, host);
  const commit = headers.get("x-repo-commit");
  if (commit !== null && commit !== pin.commit) {
    throw new Failure(
      "io",
      `${pin.name} was asked for at the commit ${pin.commit}, but ${host} answered with ${commit}: try again.`,
    );
  }
  agree(pin, "etag", headers.get("etag"));
  agree(pin, "linkedEtag", headers.get("x-linked-etag"));
  const length = headers.has("content-encoding") ? null : headers.get("content-length");

  if (status === 200) {
    if (length !== null) checkSize(pin, Number(length), host);
    return { skip: begin, end };
  }
  if (status === 416 && pin.size !== undefined) throw tooShort(pin, end);
  if (status !== 206)
    throw new Failure("io", `${pin.name} can't be fetched: ${host} answered ${status} to a range of it.`);
  const said = headers.get("content-range");
  const asked = `bytes ${begin}-${end - 1}`;
  let last = end - 1;
  if (said !== null) {
    const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(said) ?? [];
    if (Number(from) !== begin || !(Number(to) >= begin && Number(to) < end)) {
      throw new Failure(
        "bad-file",
        `${pin.name} can't be read: asked for "${asked}", ${host} answered with "${said}".`,
      );
    }
    last = Number(to);
    if (total !== "*") checkSize(pin, Number(total), host);
  }
  if (length !== null && Number(length) !== last + 1 - begin) {
    throw new Failure(
      "bad-file",
      `${pin.name} can't be read: asked for "${asked}", ${host} sends ${length} bytes instead of ${last + 1 - begin}.`,
    );
  }
  return { skip: 0, end: last + 1 };
}

function tooShort(pin: FilePin, end: number): Failure {
  return new Failure(
    "bad-file",
    `${pin.name} can't be read: byte ${end} of it was asked for, it has only ${pin.size}.`,
  );
}

function checkSize(pin: FilePin, size: number, host: string): void {
  if (pin.size !== undefined && pin.size !== size) {
    throw new Failure(
      "bad-file",
      `${pin.name} should have ${pin.size} bytes, but ${host} has ${size}: it is damaged there, or was changed; try again later.`,
    );
  }
  pin.size = size;
}

function agree(pin: FilePin, key: "etag" | "linkedEtag", header: string | null): void {
  if (header === null) return;
  const tag = header.replace(/^W\//, ""); // a proxy that compresses weakens the same tag
  if (pin[key] !== undefined && pin[key] !== tag)
    throw new Failure("io", `${pin.name} was changed while it was downloaded: try again.`);
  pin[key] = tag;
}
