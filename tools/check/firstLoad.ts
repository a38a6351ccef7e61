import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path/posix";
import { gzipSync } from "node:zlib";
import { parseAst } from "vite";

export interface LoadedFile {
  /** Below the built folder. */
  path: string;
  gzipped: number;
}

/** Scripts and styles that a built page needs before it shows anything: what it names, and what that imports statically. */
export async function firstLoad(folder: string, page = "index.html"): Promise<LoadedFile[]> {
  const html = await readFile(join(folder, page), "utf8");
  const queue = namedBy(html).map((path) => join(dirname(page), path));
  const files = new Map<string, LoadedFile>();
  for (const path of queue) {
    if (files.has(path)) continue;
    const code = await readFile(join(folder, path), "utf8");
    files.set(path, { path, gzipped: gzipSync(code, { level: 9 }).byteLength });
    if (path.endsWith(".js")) queue.push(...importedBy(code).map((one) => join(dirname(path), one)));
  }
  return [...files.values()];
}

/** Sources of module scripts, preloaded modules and style sheets. */
export function namedBy(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => {
    if (!/type="module"|rel="(?:modulepreload|stylesheet)"/.test(tag)) return [];
    const path = /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1];
    return path === undefined ? [] : [path];
  });
}

/** Relative modules that a module imports or exports from, statically. */
export function importedBy(code: string): string[] {
  return parseAst(code).body.flatMap((node) => {
    const source = "source" in node ? node.source?.value : undefined;
    return typeof source === "string" && source.startsWith(".") ? [source] : [];
  });
}
