import { cpus, totalmem } from "node:os";

/** In words, without names of hosts or places. */
export function describeMachine(browserVersion: string, load: number): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus().length} cores (${cpu?.model.trim() ?? "unknown"}), ${memory} GB, ${process.platform}`,
    `Node ${process.versions.node}, Chromium ${browserVersion}, headless, WASM`,
    `load average at the start ${load.toFixed(1)}.`,
  ].join("; ");
}
