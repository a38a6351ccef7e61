import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { chromiumArgs, chromiumPath } from "../../../test/support/chromium.ts";
import { ROOT } from "../root.ts";
import { openSite } from "../site.ts";
import type { Found } from "./inNode.ts";
import type { Asked } from "./runAsked.ts";
import type { Word } from "./web/worker.ts";

const PAGE = "tools/bench/gpu/web/index.html";
/** Timestamps that are not rounded, and the driver's name. */
const DEVELOPER = ["--enable-webgpu-developer-features", "--disable-dawn-features=timestamp_quantization"];
/** The card itself, though nothing is shown: without these a headless Chromium on Linux keeps to SwiftShader. */
const REAL = [
  ...chromiumArgs.filter((arg) => !/webgpu-adapter|dawn/.test(arg)),
  "--ignore-gpu-blocklist",
  ...(process.platform === "linux"
    ? ["--enable-features=Vulkan", "--use-angle=vulkan", "--disable-vulkan-surface"]
    : []),
  ...DEVELOPER,
];
const SOFTWARE = [...chromiumArgs, ...DEVELOPER];

/**
 * Runs in a headless Chromium, on the machine's GPU where it has one and on SwiftShader elsewhere.
 * @throws Error, in words, where there is no adapter
 */
export async function inChromium(asked: Asked, tell: (line: string) => void): Promise<Found> {
  const site = await openSite(join(ROOT, "public"), [PAGE]);
  try {
    const query = new URLSearchParams({ asked: JSON.stringify(asked) });
    const address = `${site.url}${PAGE}?${query}`;
    const real = await hasRealAdapter(site.url);
    const browser = await launch(real ? REAL : SOFTWARE);
    try {
      const answer = await answerOf(browser, address, tell);
      return { answer, where: `Chromium ${browser.version()}, headless` };
    } finally {
      await browser.close();
    }
  } finally {
    await site.close();
  }
}

const launch = (args: string[]) => chromium.launch({ executablePath: chromiumPath(), args });

async function hasRealAdapter(address: string): Promise<boolean> {
  const browser = await launch(REAL);
  try {
    const page = await browser.newPage();
    await page.goto(`${address}${PAGE}`);
    return await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
      return adapter != null && !adapter.info.isFallbackAdapter;
    });
  } finally {
    await browser.close();
  }
}

async function answerOf(browser: Browser, address: string, tell: (line: string) => void) {
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "log") tell(message.text());
  });
  await page.goto(address);
  await page.waitForFunction(() => document.getElementById("result")?.textContent, undefined, { timeout: 0 });
  const word = JSON.parse((await page.textContent("#result"))!) as Word;
  if ("error" in word) throw new Error(word.error);
  if ("answer" in word && word.answer) return word.answer;
  throw new Error(
    "Chromium finds no GPU adapter, not even SwiftShader: its WebGPU may be turned off here, or it is too old.",
  );
}
