import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { build, type Plugin } from "vite";
import type { ListedFile } from "../../workers/serviceWorker/listedFile.ts";

const ENTRY = resolve(import.meta.dirname, "../../workers/serviceWorker/main.ts");
const OUTPUT = "sw.js";

/** Kept when the page is first visited: what any view needs, apart from ONNX Runtime, models and data. */
const isEarly = (path: string) =>
  !path.startsWith("models/") && /\.(html|js|css|svg|png|webmanifest|woff2)$/.test(path);

/** Writes the service worker beside the built page, with the list of all its files. */
export function serviceWorker(): Plugin {
  let outDir = "";
  return {
    name: "service-worker",
    apply: "build",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async writeBundle() {
      const files = JSON.stringify(await listFiles(outDir));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        define: { FILES: files },
        build: {
          outDir,
          emptyOutDir: false,
          target: "es2023",
          modulePreload: false,
          rolldownOptions: { input: ENTRY, output: { format: "iife", entryFileNames: OUTPUT } },
        },
      });
    },
  };
}

/** Every file below a folder but the service worker itself, by name. */
export async function listFiles(folder: string): Promise<ListedFile[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => path !== OUTPUT)
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const sha256 = createHash("sha256").update(await readFile(join(folder, path)));
      return { path, sha256: sha256.digest("hex"), early: isEarly(path) };
    }),
  );
}
