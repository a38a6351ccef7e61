import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import { chromiumArgs, chromiumPath } from "../../../test/support/chromium.ts";
import type { ForwardTimes } from "../forward.ts";
import type { Asked } from "./measureModel.ts";
import { memoryOf } from "./memory.ts";
import type { MeasuredMemory } from "./onNode.ts";

const PATIENCE = 600_000;

/** Without those that make SwiftShader a GPU, as in the other benchmarks. */
export const chromiumSwitches = chromiumArgs.filter((arg) => !arg.includes("webgpu"));

export interface ChromiumMeasured extends MeasuredMemory {
  threads: number;
}

/** From the bench's hub into an empty private file system and into WASM, in a worker of the bench's own page at `address`. */
export async function measureInChromium(
  address: string,
  endpoint: string,
  repo: string,
  asked: Asked,
  withBare: boolean,
): Promise<{ measured: ChromiumMeasured; bare?: ForwardTimes }> {
  // a profile on disk: without one, what a page keeps is kept in memory
  const profile = await mkdtemp(join(tmpdir(), "tailscope-bench-"));
  const launch = { executablePath: chromiumPath(), args: chromiumSwitches };
  const context = await chromium.launchPersistentContext(profile, launch);
  const open = async (more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ endpoint, repo, ...more });
    for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
    const page = await context.newPage();
    await page.goto(`${address}?${query}`);
    await page.locator("#ready:not(:empty)").waitFor();
    return page;
  };
  try {
    const page = await open();
    const measured = await watched(context, page);
    await page.close();
    if (!withBare) return { measured };
    const other = await open({ bare: "" });
    await begin(other);
    return { measured, bare: await resultOf<ForwardTimes>(other) };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function watched(context: BrowserContext, page: Page): Promise<ChromiumMeasured> {
  const before = new Map((await renderers(context)).map((pid) => [pid, memoryOf(pid)]));
  await begin(page);
  await page.locator("#loaded:not(:empty), #result:not(:empty)").first().waitFor({ timeout: PATIENCE });
  const grown = [...before].map(([pid, then]) => then && (memoryOf(pid)?.peak ?? 0) - then.now);
  await begin(page);
  const measured = await resultOf<ChromiumMeasured>(page);
  if (grown.includes(undefined)) return measured;
  return { ...measured, peakBytes: Math.max(...grown.map((n) => n ?? 0)) }; // of the one that runs the worker
}

const begin = (page: Page) => page.evaluate(() => (window as unknown as { go(): void }).go());

async function resultOf<T>(page: Page): Promise<T> {
  const text = await page.locator("#result:not(:empty)").textContent({ timeout: PATIENCE });
  const told = JSON.parse(text!) as T & { error?: string };
  if (told.error !== undefined) throw new Error(told.error);
  return told;
}

/** Processes that hold pages and their workers: WASM's heap is theirs. */
async function renderers(context: BrowserContext): Promise<number[]> {
  const session = await context.browser()!.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  } finally {
    await session.detach();
  }
}
