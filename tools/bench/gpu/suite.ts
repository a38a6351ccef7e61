import { allCases } from "./cases/all.ts";
import { openClock } from "./clock.ts";
import type { KernelRow, KernelTable } from "./kernelRow.ts";
import { measureCase, type Patience } from "./measureCase.ts";
import type { BenchDevice } from "./openDevice.ts";
import { ON_A_PROCESSOR, QUICK, REALISTIC } from "./sizes.ts";

const THOROUGH: Patience = { ms: 1500, least: 5, most: 40 };
/** Times of a processor say little, and it takes a thousand times as long. */
const SHORT: Patience = { ms: 300, least: 2, most: 10 };
const BRIEF: Patience = { ms: 0, least: 1, most: 1 };

/** Every kernel that was asked for, each row told as it comes. Runs in a page, in a worker and on Dawn in Node. */
export async function runSuite(
  { device, name, granted, software }: BenchDevice,
  { only, quick }: { only: readonly string[]; quick: boolean },
  tell: (row: KernelRow) => void,
): Promise<Omit<KernelTable, "where" | "date">> {
  const [sizes, patience] = quick
    ? [QUICK, BRIEF]
    : software
      ? [ON_A_PROCESSOR, SHORT]
      : [REALISTIC, THOROUGH];
  const makers = allCases(sizes).filter(({ kernel }) => isAsked(kernel, only));
  if (makers.length === 0) throw new Error(`no kernel is called ${only.join(" or ")}`);
  const faults: string[] = [];
  device.addEventListener("uncapturederror", ({ error }) => faults.push(error.message));
  const clock = openClock(device);
  const rows: KernelRow[] = [];
  for (const maker of makers) {
    const row = await measureCase(device, clock, maker, patience);
    if (faults.length > 0) throw new Error(`${maker.kernel}, ${maker.size}: ${faults[0]}`);
    rows.push(row);
    tell(row);
  }
  clock.destroy();
  return { device: name, granted, software, clock: clock.name, rows };
}

const isAsked = (kernel: string, only: readonly string[]): boolean =>
  only.length === 0 || only.some((part) => kernel.toLowerCase().includes(part.toLowerCase()));
