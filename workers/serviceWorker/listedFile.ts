/** A file of this build. The list of them is put into the service worker when it is built. */
export interface ListedFile {
  /** Below the service worker's scope: `assets/index-1a2b3c.js`. */
  path: string;
  /** SHA-256 of its bytes, hex. */
  sha256: string;
  /** Kept when the service worker is installed; all others when they are first used. */
  early: boolean;
}

/** The file that an address stands for; a folder's is its index.html. */
export function listedFile(
  files: ReadonlyMap<string, ListedFile>,
  scope: string,
  address: string,
): ListedFile | undefined {
  const { origin, pathname } = new URL(address);
  const whole = origin + pathname;
  if (!whole.startsWith(scope)) return undefined;
  const path = whole.slice(scope.length);
  return files.get(path === "" || path.endsWith("/") ? `${path}index.html` : path);
}
