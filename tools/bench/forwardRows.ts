import type { Browser } from "playwright";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { type ForwardTimes, N_TOKENS, timeForward } from "./forward.ts";
import { medianRatio, spreadOf } from "./measure.ts";
import { randomCheckpoint } from "./randomCheckpoint.ts";
import type { Row } from "./table.ts";

const TARGET = 1.05;
const SMALL = { rounds: 60 };
/** GPT-2 small's shape. */
const LARGE = { rounds: 20, layers: 12 };

/** On onnxruntime-node; `model` is a folder, where there is one. */
export async function forwardOnNode(model: string | undefined): Promise<Row[]> {
  const runtime = nodeRuntime();
  const rows: Row[] = [];
  if (model !== undefined) {
    rows.push(
      row("node", await timeForward(await openCheckpoint(folderFiles(model)), runtime, SMALL.rounds)),
    );
  }
  rows.push(row("node", await timeForward(randomCheckpoint(LARGE.layers), runtime, LARGE.rounds)));
  return rows;
}

/** On WASM, in a worker of the bench's own page; `model` is a folder's address. */
export async function forwardOnWasm(
  browser: Browser,
  site: string,
  model: string | undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  const asked = [{ layers: String(LARGE.layers), rounds: String(LARGE.rounds) }];
  const queries: Record<string, string>[] = model
    ? [{ model, rounds: String(SMALL.rounds) }, ...asked]
    : asked;
  for (const query of queries) {
    const page = await browser.newPage();
    try {
      await page.goto(`${site}tools/bench/web/index.html?${new URLSearchParams(query)}`);
      const text = await page.locator("#result:not(:empty)").textContent({ timeout: 300_000 });
      const told = JSON.parse(text!) as (ForwardTimes & { threads: number }) | { error: string };
      if ("error" in told) throw new Error(told.error);
      rows.push(row(`WASM, ${told.threads} threads`, told));
    } finally {
      await page.close();
    }
  }
  return rows;
}

function row(where: string, { model, ours, baseline, disagreement }: ForwardTimes): Row {
  const ratio = medianRatio(ours, baseline);
  return {
    what: `Forward pass of ${N_TOKENS} tokens through block sessions, ${model}, ${where}`,
    measured: spreadOf(ours),
    baseline: { name: "one bare run of one session of the same layers", ...spreadOf(baseline) },
    ratio,
    target: `ratio ≤ ${TARGET}`,
    met: ratio <= TARGET,
    note: `they differ by ${disagreement.toExponential(1)} of the greatest value`,
  };
}
