import { existsSync } from "node:fs";
import { chromium } from "playwright";

/** Where systems keep a Chromium that has WebGPU. */
const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser to test with: CHROMIUM_PATH, one in the usual places, or Playwright's own. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const found = [...USUAL, chromium.executablePath()].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    "No Chromium to test with: install one (`apt install chromium` or `npx playwright install chromium`) or set CHROMIUM_PATH.",
  );
}

/**
 * WebGPU on the processor (SwiftShader), and nothing that talks to the network by itself. Workgroup memory is not cleared: clearing it
 * is nine tenths of what compiling takes there, and no kernel may rely on it.
 */
export const chromiumArgs = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-dawn-features=disable_workgroup_init",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
