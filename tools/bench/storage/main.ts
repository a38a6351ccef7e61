import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { chromiumArgs, chromiumPath } from "../../../test/support/chromium.ts";
import { describeMachine } from "../machine.ts";

// Where should the browser keep models: `npx tsx tools/bench/storage/main.ts` prints what each place takes, as Markdown.

const RUNS = 3;
const load = loadavg()[0]!;
const RESUMES: Record<string, string> = {
  "OPFS, sync handle; read as File": "yes, at the byte",
  "OPFS, sync handle; read by it": "yes, at the byte",
  "OPFS, createWritable; read as File": "only after close, by a copy",
  "Cache API, streamed Response": "no",
};

interface Run {
  written: number;
  got: number;
  bytes: number;
}

const worker = await readFile(join(import.meta.dirname, "worker.js"));
const server = createServer((request, response) => {
  const isWorker = request.url === "/worker.js";
  response.setHeader("content-type", isWorker ? "text/javascript" : "text/html");
  response.end(isWorker ? worker : "<!doctype html><title>storage</title>");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const profile = await mkdtemp(join(tmpdir(), "tailscope-storage-")); // on the disk, as a person's is
const options = { executablePath: chromiumPath(), args: [...chromiumArgs], headless: true };
const context = await chromium.launchPersistentContext(profile, options);
try {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const runs = new Map(Object.keys(RESUMES).map((way) => [way, [] as Run[]]));
  for (let i = 0; i < RUNS; i++) for (const [way, done] of runs) done.push(await measured(page, way));
  console.log("| way | write, MB/s | read, MB/s | resumes |\n| --- | --- | --- | --- |");
  for (const [way, done] of runs) {
    const rate = (ms: (run: Run) => number) =>
      median(done.map((run) => run.bytes / ms(run) / 1e3)).toFixed(0);
    console.log(`| ${way} | ${rate((r) => r.written)} | ${rate((r) => r.got)} | ${RESUMES[way]} |`);
  }
  console.log(
    `\nMedians of ${RUNS}, 24 × 4 MB and 150 MB. ${describeMachine(context.browser()?.version() ?? "", load)}`,
  );
} finally {
  await context.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}

function measured(page: Page, way: string): Promise<Run> {
  return page.evaluate(
    (name) =>
      new Promise<Run>((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          if (Array.isArray(data)) return worker.postMessage(name); // it is ready
          worker.terminate();
          resolve(data);
        };
      }),
    way,
  );
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
