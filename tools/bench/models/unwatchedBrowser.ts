import { type ChildProcess, spawn } from "node:child_process";
import { chromiumArgs, chromiumPath } from "../../../test/support/chromium.ts";

/** Without those that make SwiftShader a GPU, as in the other benchmarks. */
export const chromiumSwitches = chromiumArgs.filter((arg) => !arg.includes("webgpu"));

const GRACE = 10_000;

export interface UnwatchedBrowser {
  pid: number;
  /** Rejects when the browser ends by itself or can't be started. */
  ended: Promise<never>;
  close(): Promise<void>;
}

/**
 * A headless Chromium with one page that nothing is attached to: a debugger (Playwright too) makes the renderer keep a copy of
 * every response's body, and that would count as the page's memory.
 */
export function openUnwatchedBrowser(address: string, profile: string): UnwatchedBrowser {
  const own = ["--headless=new", `--user-data-dir=${profile}`];
  const keyring = ["--password-store=basic", "--use-mock-keychain"]; // no question about the desktop's keys
  const child = spawn(chromiumPath(), [...chromiumSwitches, ...own, ...keyring, address], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const gone = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`can't be started (${error.message})`));
    child.once("exit", (code, signal) => resolve(`ended by itself (${code ?? signal}): ${said.trim()}`));
  });
  const ended = gone.then((how) => {
    throw new Error(`Chromium ${how}`);
  });
  ended.catch(() => {}); // it does end when it is closed
  return { pid: child.pid ?? 0, ended, close: () => end(child, gone) };
}

/** As a person would, so that what the page has kept is on disk; by force if that takes too long. */
async function end(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), GRACE);
  await gone;
  clearTimeout(force);
}
