import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import { ROOT } from "./root.ts";

export interface Site {
  /** Ends in a slash. The bench's own pages are below it, as they are in the project. */
  url: string;
  close(): Promise<void>;
}

const PAGES = ["index.html", "tools/bench/web/index.html", "tools/bench/web/fit.html"];

/** Builds the page, and the bench's own beside it, into a folder of its own and serves it with the page's headers. */
export async function openSite(publicDir: string, paths: readonly string[] = PAGES): Promise<Site> {
  const outDir = await mkdtemp(join(tmpdir(), "tailscope-bench-"));
  const pages = paths.map((path) => join(ROOT, path));
  const common = { root: ROOT, publicDir, logLevel: "error" } as const;
  await build({ ...common, build: { outDir, emptyOutDir: true, rolldownOptions: { input: pages } } });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, strictPort: false } });
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
