import type { Browser } from "playwright";
import { folderFiles } from "../../src/cli/folderFiles.ts";
import { openCheckpoint } from "../../src/model/checkpoint.ts";
import { nodeRuntime } from "../../src/model/nodeRuntime.ts";
import { type ForwardTimes, timeForward } from "./forward.ts";
import { medianRatio, spreadOf } from "./measure.ts";
import { randomCheckpoint } from "./randomCheckpoint.ts";
import type { Row } from "./table.ts";

const TARGET = 1.05;
const SMALL = { rounds: 60, nTokens: 16 };
/** GPT-2 small's shape; what a session costs by itself weighs less the longer the text. */
const LARGE = [
  { rounds: 20, layers: 12, nTokens: 16 },
  { rounds: 10, layers: 12, nTokens: 64 },
];

/** On onnxruntime-node; `model` is a folder, where there is one. */
export async function forwardOnNode(model: string | undefined): Promise<Row[]> {
  const runtime = nodeRuntime();
  const rows: Row[] = [];
  if (model !== undefined) {
    rows.push(
      row(
        "node",
        await timeForward(await openCheckpoint(folderFiles(model)), runtime, SMALL.rounds, SMALL.nTokens),
      ),
    );
  }
  for (const { layers, rounds, nTokens } of LARGE) {
    rows.push(row("node", await timeForward(randomCheckpoint(layers), runtime, rounds, nTokens)));
  }
  return rows;
}

/** On WASM, in a worker of the bench's own page; `model` is a folder's address. */
export async function forwardOnWasm(
  browser: Browser,
  site: string,
  model: string | undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  const queries: Record<string, string | number>[] = model ? [{ model, ...SMALL }, ...LARGE] : [...LARGE];
  for (const query of queries) {
    const page = await browser.newPage();
    try {
      await page.goto(
        `${site}tools/bench/web/index.html?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`,
      );
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

function row(where: string, { model, nTokens, ours, baseline, disagreement }: ForwardTimes): Row {
  const ratio = medianRatio(ours, baseline);
  return {
    what: `Forward pass of ${nTokens} tokens through block sessions, ${model}, ${where}`,
    measured: spreadOf(ours),
    baseline: { name: "one bare run of one session of the same layers", ...spreadOf(baseline) },
    ratio,
    target: `ratio ≤ ${TARGET}`,
    met: ratio <= TARGET,
    note: `they differ by ${disagreement.toExponential(1)} of the greatest value`,
  };
}
