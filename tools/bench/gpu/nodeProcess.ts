import { createServer } from "vite";
import { create, globals } from "webgpu";
import { ROOT } from "../root.ts";
import type { Word } from "./inNode.ts";
import type { Asked, runAsked } from "./runAsked.ts";

// Ends by itself, with the last word said: Node would stay alive as long as its `gpu` does.

Object.assign(globalThis, globals);
const say = (word: Word) => new Promise<void>((resolve) => process.send!(word, () => resolve()));

try {
  const gpu = create(["disable-dawn-features=timestamp_quantization"]);
  const there = (await gpu.requestAdapter()) !== null;
  await say({ answer: there ? ((await run(gpu)) ?? null) : null });
  process.exit(0);
} catch (error) {
  await say({ error: (error as Error).stack ?? String(error) });
  process.exit(1);
}

/** Through Vite, because the kernels import their WGSL as Vite has it. */
async function run(gpu: GPU) {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  const module = (await server.ssrLoadModule("/tools/bench/gpu/runAsked.ts")) as {
    runAsked: typeof runAsked;
  };
  const asked = JSON.parse(process.argv[2]!) as Asked;
  return module.runAsked(gpu, asked, (line) => void say({ line }));
}
