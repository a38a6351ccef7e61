import { runErrorStudy } from "./errorStudy.ts";
import type { ErrorStudy } from "./errors/errorTable.ts";
import type { KernelTable } from "./kernelRow.ts";
import { toLine } from "./kernelTable.ts";
import { openDevice } from "./openDevice.ts";
import { runSuite } from "./suite.ts";

/** What to run, as it is sent to a page or a process. */
export interface Asked {
  /** Parts of names of kernels, or of what errors are of; all where empty. */
  only: readonly string[];
  /** Small and few: only to see that they are right. */
  quick: boolean;
  /** The error study instead of the kernels' times. */
  errors: boolean;
}

export type Answer =
  | { kind: "kernels"; table: Omit<KernelTable, "where" | "date"> }
  | { kind: "errors"; study: ErrorStudy };

/** Runs on whatever device `gpu` gives; undefined where it gives none. Each row is told as one line of text. */
export async function runAsked(
  gpu: GPU | undefined,
  asked: Asked,
  tell: (line: string) => void,
): Promise<Answer | undefined> {
  const opened = await openDevice(gpu);
  if (!opened) return undefined;
  try {
    tell(`${opened.name}${opened.software ? ": a processor plays the GPU" : ""}`);
    if (asked.errors) return { kind: "errors", study: await runErrorStudy(opened, asked, tell) };
    return { kind: "kernels", table: await runSuite(opened, asked, (row) => tell(toLine(row))) };
  } finally {
    opened.device.destroy();
  }
}
