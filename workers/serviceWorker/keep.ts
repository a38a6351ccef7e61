import type { ListedFile } from "./listedFile.ts";

/** Files of this page that the browser keeps, each under its name and hash: those of two versions don't meet. */
export interface Keep {
  find(file: ListedFile): Promise<Response | undefined>;
  /** Keeps what was fetched, if it is the very file, whole. */
  store(file: ListedFile, response: Response): Promise<void>;
  /** Fetches and keeps what is not kept yet. */
  add(file: ListedFile, cache: RequestCache): Promise<void>;
  /** Deletes what is not of this build. */
  clear(): Promise<void>;
}

export function openKeep(files: ReadonlyMap<string, ListedFile>, scope: string): Keep {
  const opened = () => caches.open(`tailscope ${new URL(scope).pathname}`);
  const keyOf = ({ path, sha256 }: ListedFile) => `${scope}${path}?sha256=${sha256}`;
  const find = async (file: ListedFile) => (await opened()).match(keyOf(file));

  async function store(file: ListedFile, response: Response): Promise<void> {
    if (response.status !== 200) throw new Error(`${file.path}: the server answered ${response.status}`);
    const bytes = await response.arrayBuffer();
    // some hosts put a line of their own into pages; all else is what was built, or another version's
    if (!file.path.endsWith(".html") && (await sha256Hex(bytes)) !== file.sha256)
      throw new Error(`${file.path} is not of this version`);
    // its other headers told of the way it came: encoded, or redirected
    const headers = {
      "Content-Type": response.headers.get("content-type") ?? "application/octet-stream",
      "Content-Length": String(bytes.byteLength),
    };
    await (await opened()).put(keyOf(file), new Response(bytes, { headers }));
  }

  return {
    find,
    store,
    async add(file, cache) {
      if (await find(file)) return;
      await store(file, await fetch(scope + file.path, { cache }));
    },
    async clear() {
      const cache = await opened();
      const current = new Set([...files.values()].map(keyOf));
      const old = (await cache.keys()).filter(({ url }) => !current.has(url));
      await Promise.all(old.map((request) => cache.delete(request)));
    },
  };
}

async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
