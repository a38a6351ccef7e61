/** Bytes behind a part's own: their SHA-256. */
export const SEAL_BYTES = 32;

/** Where the platform withholds SHA-256 (a page that is no secure context). Never zeros: a torn file ends in those. */
const UNHASHED = new TextEncoder().encode("no SHA-256 where it was written.");

/** What is written behind `bytes` once they are all there. */
export async function sealOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (!globalThis.crypto?.subtle) return UNHASHED;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** The bytes of a part without its seal, a view; undefined where they are not those that were written. */
export async function unsealed(
  part: Uint8Array<ArrayBuffer>,
  length = part.byteLength - SEAL_BYTES,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (length < 0 || part.byteLength !== length + SEAL_BYTES) return undefined;
  const [bytes, seal] = [part.subarray(0, length), part.subarray(length)];
  if (equal(seal, UNHASHED) || !globalThis.crypto?.subtle) return bytes;
  return equal(seal, await sealOf(bytes)) ? bytes : undefined;
}

/** A part's bytes, and their SHA-256 in hex where it was checked. */
export interface Sealed {
  bytes: Uint8Array<ArrayBuffer>;
  sha256?: string;
}

/** The bytes, if they are those that were sealed. */
export async function opened(bytes: Uint8Array<ArrayBuffer>, seal: Uint8Array): Promise<Sealed | undefined> {
  if (equal(seal, UNHASHED) || !globalThis.crypto?.subtle) return { bytes };
  const found = await sealOf(bytes);
  return equal(seal, found) ? { bytes, sha256: hexOf(found)! } : undefined;
}

/** A seal's SHA-256 in hex; undefined where it is none. */
export function hexOf(seal: Uint8Array): string | undefined {
  if (equal(seal, UNHASHED)) return undefined;
  return Array.from(seal, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}
