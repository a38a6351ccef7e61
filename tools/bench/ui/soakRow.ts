import type { Page } from "playwright";
import { heapsOf } from "../../../test/support/heap.ts";
import { readOtherSentences } from "../../../test/support/page.ts";
import { madeUpSentences, typeInARow, watchAnswers, watchedSoFar } from "../../../test/support/soak.ts";
import type { Row } from "../table.ts";

const SENTENCES = 2000;
const WARM = 400;
const SETTLE = 50;
const TOLERANCE = 0.1;

/** Memory after many sentences, as test/e2e/soak.test.ts asserts it. */
export async function soakRow(page: Page): Promise<Row> {
  await readOtherSentences(page); // what a quick machine does by itself is not to be measured
  const heaps = await heapsOf(page);
  const texts = madeUpSentences(SENTENCES);
  await watchAnswers(page);
  await typeInARow(page, texts.slice(0, WARM), SETTLE);
  const before = await heaps();
  const start = performance.now();
  await typeInARow(page, texts.slice(WARM), SETTLE);
  const seconds = (performance.now() - start) / 1000;
  const after = await heaps();
  const ratios = { page: after.page / before.page, worker: after.worker / before.worker };
  const { stale } = await watchedSoFar(page);
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  return {
    what: `Heap after ${SENTENCES} sentences in a row, garbage collected, against that after ${WARM}`,
    ratio: ratios.page,
    target: `page and worker flat within ±${100 * TOLERANCE} %, no stale answer`,
    met: Object.values(ratios).every((ratio) => Math.abs(ratio - 1) < TOLERANCE) && stale.length === 0,
    note: [
      `page ${mb(before.page)} to ${mb(after.page)} MB, worker ${mb(before.worker)} to ${mb(after.worker)} MB`,
      `${stale.length} stale`,
      `${((SENTENCES - WARM) / seconds).toFixed(0)} sentences a second`,
    ].join("; "),
  };
}
