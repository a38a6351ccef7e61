import type { Browser, Page } from "playwright";
import type { ForwardTimes } from "../forward.ts";
import type { Asked } from "./measureModel.ts";
import { watchMemory } from "./memory.ts";
import type { MeasuredMemory } from "./onNode.ts";

const PATIENCE = 600_000;

/** From the bench's hub into WASM, in a worker of the bench's own page; nothing is kept on disk. */
export async function measureInChromium(
  browser: Browser,
  site: string,
  endpoint: string,
  repo: string,
  asked: Asked,
  withBare: boolean,
): Promise<{ measured: MeasuredMemory & { threads: number }; bare?: ForwardTimes }> {
  const open = async (more: Record<string, string>) => {
    const query = new URLSearchParams({ endpoint, repo, ...more });
    for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
    const page = await browser.newPage();
    await page.goto(`${site}tools/bench/models/web/index.html?${query}`);
    await page.locator("#ready:not(:empty)").waitFor();
    return page;
  };
  const page = await open({});
  const memory = watchMemory(() => renderers(browser));
  try {
    const before = await memory.now();
    await begin(page);
    await page.locator("#loaded:not(:empty), #result:not(:empty)").first().waitFor({ timeout: PATIENCE });
    const peak = memory.peak() - before;
    await memory.stop(); // looking takes time from what is timed next
    await begin(page);
    const measured = await resultOf<MeasuredMemory & { threads: number }>(page);
    const all = before > 0 ? { ...measured, peakBytes: peak } : measured;
    await page.close();
    if (!withBare) return { measured: all };
    const other = await open({ bare: "" });
    await begin(other);
    const bare = await resultOf<ForwardTimes>(other);
    await other.close();
    return { measured: all, bare };
  } finally {
    await memory.stop();
    await page.close();
  }
}

const begin = (page: Page) => page.evaluate(() => (window as unknown as { go(): void }).go());

async function resultOf<T>(page: Page): Promise<T> {
  const text = await page.locator("#result:not(:empty)").textContent({ timeout: PATIENCE });
  const told = JSON.parse(text!) as T & { error?: string };
  if (told.error !== undefined) throw new Error(told.error);
  return told;
}

/** Processes that hold pages and their workers: WASM's heap is theirs. */
async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  } finally {
    await session.detach();
  }
}
