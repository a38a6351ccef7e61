import { readFileSync } from "node:fs";

/** Memory of a process: resident now, and the most it ever was. In bytes. */
export interface Memory {
  now: number;
  peak: number;
}

/** As Linux counts it, without sampling, to a few MB; undefined on other systems. */
export function memoryOf(pid: number): Memory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return { now: bytesOf(status, "VmRSS"), peak: bytesOf(status, "VmHWM") };
  } catch {
    return undefined;
  }
}

function bytesOf(status: string, key: string): number {
  return 1024 * Number(new RegExp(`^${key}:\\s+(\\d+) kB`, "m").exec(status)![1]);
}
