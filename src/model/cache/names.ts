/** Any text as a file's name of a store, reversibly: what is no letter, digit, `.`, `_` or `-` becomes `=` and its UTF-8 in hex. */
export function safeName(text: string): string {
  const safe = Array.from(new TextEncoder().encode(text), (byte) => {
    const sign = String.fromCharCode(byte);
    return /[A-Za-z0-9._-]/.test(sign) ? sign : escaped(byte);
  }).join("");
  return safe.replace(/^\./, escaped(0x2e)); // neither `.`, `..` nor a hidden file
}

/** The text that `safeName` was given. */
export function nameOf(safe: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < safe.length; i++) {
    if (safe[i] === "=") {
      bytes.push(Number.parseInt(safe.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(safe.charCodeAt(i));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** A store's path in its names. Anything else than `safeName` makes is a bug, and never reaches a file system. */
export function pathNames(path: string): string[] {
  const names = path.split("/");
  if (!names.every((name) => /^[A-Za-z0-9_=@-][A-Za-z0-9._=@-]*$/.test(name)))
    throw new Error(`no path of a store: ${JSON.stringify(path)}`);
  return names;
}

function escaped(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
