import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ForwardTimes } from "../forward.ts";
import type { Asked } from "./measureModel.ts";
import { type Memory, memoryOf } from "./memory.ts";
import type { MeasuredMemory } from "./onNode.ts";
import { listenToPage, type Word } from "./pageReports.ts";
import { renderersOf } from "./renderers.ts";
import { openUnwatchedBrowser } from "./unwatchedBrowser.ts";

/** Between two words of the page. */
const PATIENCE_MINUTES = 10;

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
  const run = <T>(more: Record<string, string>, onWord: (word: Word, browser: number) => void) => {
    const query = new URLSearchParams({ endpoint, repo, ...more });
    for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
    return resultOf<T>(address, query, profile, onWord);
  };
  try {
    let before = new Map<number, Memory | undefined>();
    let memory: Pick<MeasuredMemory, "beforeBytes" | "peakBytes"> = {};
    const measured = await run<ChromiumMeasured>({}, (word, browser) => {
      if (word === "ready") before = new Map(renderersOf(browser).map((pid) => [pid, memoryOf(pid)]));
      if (word === "loaded") memory = ofTheGrown(before);
    });
    if (!withBare) return { measured: { ...measured, ...memory } };
    return { measured: { ...measured, ...memory }, bare: await run<ForwardTimes>({ bare: "" }, () => {}) };
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Memory of the process that grew most: the one that runs the worker. */
function ofTheGrown(before: ReadonlyMap<number, Memory | undefined>) {
  const all = [...before].flatMap(([pid, then]) => {
    const peakBytes = memoryOf(pid)?.peak;
    return then && peakBytes !== undefined ? [{ beforeBytes: then.now, peakBytes }] : [];
  });
  return all.sort((a, b) => b.peakBytes - b.beforeBytes - (a.peakBytes - a.beforeBytes))[0] ?? {};
}

/** Opens the page in a browser of its own. `onWord` may look at its processes meanwhile: the page waits. */
async function resultOf<T>(
  address: string,
  query: URLSearchParams,
  profile: string,
  onWord: (word: Word, browser: number) => void,
): Promise<T> {
  let hear: (word: Word, text: string) => void = () => {};
  const reports = await listenToPage((word, text) => hear(word, text));
  query.set("reports", reports.endpoint);
  const browser = openUnwatchedBrowser(`${address}?${query}`, profile);
  let patience: NodeJS.Timeout | undefined;
  const told = new Promise<string>((resolve, reject) => {
    let last = "its start";
    patience = setTimeout(() => {
      const silence = `Chromium's page has said nothing for ${PATIENCE_MINUTES} minutes after ${last}`;
      reject(new Error(`${silence}: it may have run out of memory.`));
    }, 60_000 * PATIENCE_MINUTES);
    hear = (word, text) => {
      patience!.refresh();
      last = `"${word}"`;
      if (word === "result") resolve(text);
      else onWord(word, browser.pid);
    };
  });
  try {
    const result = JSON.parse(await Promise.race([told, browser.ended])) as T & { error?: string };
    if (result.error !== undefined) throw new Error(result.error);
    return result;
  } finally {
    clearTimeout(patience);
    await browser.close();
    await reports.close();
  }
}
