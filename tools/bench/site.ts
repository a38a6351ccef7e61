import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import { ROOT } from "./root.ts";

export interface Site {
  /** Ends in a slash. The bench's own page is below it, at `tools/bench/web/`. */
  url: string;
  close(): Promise<void>;
}

/** Builds the page, and the bench's own beside it, into a folder of its own and serves it with the page's headers. */
export async function openSite(publicDir: string): Promise<Site> {
  const outDir = await mkdtemp(join(tmpdir(), "tailscope-bench-"));
  const pages = ["index.html", "tools/bench/web/index.html"].map((page) => join(ROOT, page));
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
