import { readdirSync, readFileSync } from "node:fs";

/** Greatest resident memory that this process has had, in bytes; undefined where the system keeps no such count. */
export function peakResident(): number | undefined {
  try {
    return kilobytes(readFileSync("/proc/self/status", "utf8"), "VmHWM"); // getrusage's would count the parent's too
  } catch {
    return undefined;
  }
}

/** Watches what processes hold together (their own pages, and their shares of shared ones) and keeps the greatest. */
export function watchMemory(pids: () => Promise<number[]> | number[], everyMs = 100) {
  let peak = 0;
  let going = true;
  const measure = async () => {
    const held = (await pids()).reduce((sum, pid) => sum + proportional(pid), 0);
    peak = Math.max(peak, held);
    return held;
  };
  const watching = (async () => {
    while (going) {
      await measure();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    now: measure,
    peak: () => peak,
    async stop() {
      going = false;
      await watching;
    },
  };
}

/** Memory can be watched on this system. */
export const canWatch = (): boolean => readdirSync("/").includes("proc") && proportional(process.pid) > 0;

/** A process's proportional set size, in bytes; 0 once it is gone. */
function proportional(pid: number): number {
  try {
    return kilobytes(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"), "Pss") ?? 0;
  } catch {
    return 0;
  }
}

function kilobytes(text: string, key: string): number | undefined {
  const found = new RegExp(`^${key}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
  return found === undefined ? undefined : 1024 * Number(found);
}
