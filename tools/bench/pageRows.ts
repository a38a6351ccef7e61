import type { Browser, BrowserContext, Page } from "playwright";
import { medianRatio, type Spread, spreadOf } from "./measure.ts";
import { installProbe, type Painted } from "./probe.ts";
import type { Row } from "./table.ts";

const OPENINGS = 7;
const FIRST_GUESS_TARGET = 3000;
const TEXT = "My team plays better football when it rains, said the old coach, and it is going to rain.";
/** Keystrokes whose programs are still being compiled. */
const WARMUP = 8;
const FACTOR = 1.3;
const OVERHEAD = 30;
const LONG_TASK = 50;
const BURSTS = 5;
const BURST = " the wine is too cold";
const KEY_INTERVAL = 30;

/** The built page on WASM: how soon it guesses, how soon after a key, and whether typing is ever held up. */
export async function pageRows(browser: Browser, site: string): Promise<Row[]> {
  const rows = [await firstGuess(browser, site)];
  const context = await probed(browser);
  const page = await context.newPage();
  await page.goto(`${site}#v1&backend=wasm`);
  await page.waitForFunction(() => window.probe.painted.length > 0, undefined, { timeout: 120_000 });
  rows.push(await keystrokes(page), await typingFast(page));
  await context.close();
  return rows;
}

/** A browser window whose pages note what they paint. */
export async function probed(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript("globalThis.__name = (f) => f"); // esbuild's helper, which functions sent to the page call
  await context.addInitScript(installProbe);
  return context;
}

/** With nothing cached, from opening the page to its first example's guess on screen. */
async function firstGuess(browser: Browser, site: string): Promise<Row> {
  const opened: number[] = [];
  const fetched: number[] = [];
  let bytes = 0;
  for (let i = 0; i < OPENINGS; i++) {
    const context = await probed(browser);
    const page = await context.newPage();
    const urls: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith("http")) urls.push(request.url());
    });
    await page.goto(`${site}#v1&backend=wasm`);
    await page.waitForFunction(() => window.probe.painted.length > 0, undefined, { timeout: 120_000 });
    opened.push(await page.evaluate(() => window.probe.painted[0]!.paintedAt));
    await context.close();
    const plain = await browser.newPage();
    await plain.goto(`${site}favicon.svg`);
    const { ms, length } = await plain.evaluate(fetchAll, urls);
    fetched.push(ms);
    bytes = length;
    await plain.close();
  }
  const measured = spreadOf(opened);
  return {
    what: "First guess after opening the page, nothing cached, local server",
    measured,
    baseline: { name: `fetching the same ${(bytes / 1e6).toFixed(1)} MB from it`, ...spreadOf(fetched) },
    ratio: medianRatio(opened, fetched),
    target: `≤ ${FIRST_GUESS_TARGET} ms`,
    met: measured.median <= FIRST_GUESS_TARGET,
  };
}

async function fetchAll(urls: readonly string[]): Promise<{ ms: number; length: number }> {
  const start = performance.now();
  const files = await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  const length = files.reduce((n, file) => n + file.byteLength, 0);
  return { ms: performance.now() - start, length };
}

async function typed(page: Page): Promise<Painted> {
  const text = await page.getByRole("textbox", { name: "Sentence" }).inputValue();
  const done = (wanted: string) => window.probe.painted.at(-1)?.text === wanted;
  await page.waitForFunction(done, text, { polling: 20, timeout: 60_000 });
  return page.evaluate(() => window.probe.painted.at(-1)!);
}

async function keystrokes(page: Page): Promise<Row> {
  await page.getByRole("textbox", { name: "Sentence" }).fill("");
  const painted: Painted[] = [];
  for (const key of TEXT) {
    await page.keyboard.type(key);
    painted.push(await typed(page));
  }
  const counted = painted.slice(WARMUP);
  const took = counted.map((p) => p.paintedAt - p.keyAt);
  const model = counted.map((p) => p.modelMs);
  const overhead = spreadOf(took.map((t, i) => t - model[i]!));
  const waited = spreadOf(counted.map((p) => p.totalMs - p.modelMs));
  const beyond = spreadOf(took.map((t, i) => t - FACTOR * model[i]!));
  return {
    what: "Keystroke to painted guess",
    measured: spreadOf(took),
    baseline: { name: "the model's own time in the same guesses", ...spreadOf(model) },
    ratio: medianRatio(took, model),
    target: `≤ ${FACTOR} × the model's own time + ${OVERHEAD} ms`,
    met: beyond.median <= OVERHEAD,
    note: `${range(overhead)} ms over the model's own time, ${range(waited)} ms of them in the worker`,
  };
}

const range = ({ median, low, high }: Spread) =>
  `${median.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;

export async function typingFast(page: Page): Promise<Row> {
  const longest: number[] = [];
  const rested: number[] = [];
  for (let i = 0; i < BURSTS; i++) {
    longest.push(
      await longestTask(page, async () => {
        await page.keyboard.type(BURST.slice(-20), { delay: KEY_INTERVAL });
        await typed(page);
      }),
    );
    rested.push(await longestTask(page, () => page.waitForTimeout(20 * KEY_INTERVAL)));
  }
  const held = longest.filter((ms) => ms > 0).length;
  return {
    what: "Longest main-thread task over 50 ms while 20 letters are typed fast (0: none)",
    measured: spreadOf(longest),
    baseline: { name: "the page at rest", ...spreadOf(rested) },
    target: `none over ${LONG_TASK} ms`,
    met: held === 0,
    note: `${held} of ${BURSTS} bursts had one; ${KEY_INTERVAL} ms a key`,
  };
}

/** Browsers tell of tasks over 50 ms only. */
async function longestTask(page: Page, doing: () => Promise<void>): Promise<number> {
  const from = await page.evaluate(() => performance.now());
  await doing();
  await page.waitForTimeout(100); // observers are told late
  const durations = (since: number) =>
    window.probe.longTasks.filter((task) => task.startTime >= since).map((task) => task.duration);
  return Math.max(0, ...(await page.evaluate(durations, from)));
}
