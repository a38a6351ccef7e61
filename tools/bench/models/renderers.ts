import { readdirSync, readFileSync } from "node:fs";

/**
 * A browser's processes that hold pages and their workers: WASM's heap is theirs. `browser` is the process that was started.
 * Empty where there is no /proc.
 */
export function renderersOf(browser: number): number[] {
  const parents = new Map(processes().map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === browser || isBelow(parents.get(pid)));
  return [...parents.keys()].filter(
    (pid) => isBelow(parents.get(pid)) && read(pid, "cmdline").includes("--type=renderer"),
  );
}

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | undefined {
  const parent = /^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** Empty when the process has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
