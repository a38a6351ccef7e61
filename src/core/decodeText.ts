import { Failure } from "./failure.ts";
import { placeOf } from "./textPlace.ts";

/**
 * A file's bytes as text: UTF-8, or UTF-16 where its byte order mark says so; the mark is taken off.
 * @throws Failure("bad-data") with the line of the first byte that is something else
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const utf16 = utf16Label(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const at = firstBadByte(bytes);
    const { line } = placeOf(new TextDecoder("latin1").decode(bytes.subarray(0, at)), at);
    const byte = bytes[at]!.toString(16).toUpperCase().padStart(2, "0");
    throw new Failure(
      "bad-data",
      `${name}, line ${line}: the byte 0x${byte} is not UTF-8; save it as UTF-8.`,
    );
  }
  const zero = text.indexOf("\0");
  if (zero < 0) return text;
  const { line } = placeOf(text, zero);
  throw new Failure(
    "bad-data",
    `${name}, line ${line}: a zero byte stands among the text; save it as UTF-8.`,
  );
}

function utf16Label([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** Where the first sequence begins that UTF-8 (RFC 3629) does not allow; the end where there is none. */
function firstBadByte(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i]!;
    const length = b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    if (length === 0) return i;
    const second = bytes[i + 1] ?? 0;
    const least = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80;
    const most = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf;
    if (length > 1 && (second < least || second > most)) return i;
    for (let k = 2; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    i += length;
  }
  return bytes.length;
}

// core compiles without the DOM library
declare const TextDecoder: {
  new (label: string, options?: { fatal: boolean }): { decode(bytes: Uint8Array): string };
};
