import { expect, test } from "@playwright/test";
import { heapsOf } from "../support/heap.ts";
import { readOtherSentences, standings, typeAndWait } from "../support/page.ts";
import { madeUpSentences, typeInARow, watchAnswers, watchedSoFar } from "../support/soak.ts";

const SENTENCES = 2000;
const WARM = 400;
/** The answer to every so many is waited for. */
const SETTLE = 50;
const TOLERANCE = 0.1;
const LAST = "And that, said the goalkeeper, was that.";

test("2,000 sentences in a row: flat memory, and never a stale answer on screen", async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto("./#v1&model=mini-gpt2&backend=wasm");
  await typeAndWait(page, LAST);
  await readOtherSentences(page); // a quick machine does so by itself: not while memory is measured
  const guess = page.getByRole("list", { name: "Guess" });
  const alone = await standings(guess);
  const heaps = await heapsOf(page);
  await watchAnswers(page);
  const texts = madeUpSentences(SENTENCES);
  await typeInARow(page, texts.slice(0, WARM), SETTLE);
  const before = await heaps();
  await typeInARow(page, texts.slice(WARM), SETTLE);
  const after = await heaps();

  for (const place of ["page", "worker"] as const) {
    const growth = after[place] / before[place] - 1;
    expect(Math.abs(growth), `${place}: ${before[place]} to ${after[place]} bytes`).toBeLessThan(TOLERANCE);
  }
  const { stale, settled, answered } = await watchedSoFar(page);
  expect(stale).toEqual([]);
  const waitedFor = SENTENCES / SETTLE;
  expect(settled).toBeGreaterThanOrEqual(waitedFor);
  expect(answered).toBeGreaterThanOrEqual(waitedFor);
  await typeAndWait(page, LAST);
  expect(await standings(guess)).toEqual(alone);
});
