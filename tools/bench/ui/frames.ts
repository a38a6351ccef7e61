import type { Page } from "playwright";
import { type Spread, spreadOf } from "../measure.ts";
import type { Row } from "../table.ts";

const LONGEST = 50;
const SMOOTH_FPS = 59;

declare global {
  interface Window {
    frameTimes: number[];
  }
}

/** Milliseconds from frame to frame while something is done. */
async function framesOf(page: Page, doing: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    window.frameTimes = [];
    const { frameTimes: frames } = window;
    const note = (time: number) => {
      if (window.frameTimes !== frames) return;
      frames.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await doing();
  const times = await page.evaluate(() => {
    const { frameTimes: frames } = window;
    window.frameTimes = [];
    return frames;
  });
  return times.slice(1).map((time, i) => time - times[i]!);
}

/** Frames while something is done, several times, against the same page at rest for as long, in turns. */
export async function framesRow(
  page: Page,
  what: string,
  rounds: number,
  doing: () => Promise<void>,
): Promise<Row> {
  const busy: number[] = [];
  const rest: number[] = [];
  await doing(); // its programs are still being compiled
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    busy.push(...(await framesOf(page, doing)));
    const took = performance.now() - start;
    rest.push(...(await framesOf(page, () => page.waitForTimeout(took))));
  }
  const [measured, atRest] = [spreadOf(busy), spreadOf(rest)];
  const over = busy.filter((ms) => ms > LONGEST).length;
  return {
    what,
    measured,
    baseline: { name: `the page at rest (${inWords(atRest, rest)})`, ...atRest },
    ratio: measured.median / atRest.median,
    target: `60 fps, no frame over ${LONGEST} ms`,
    met: 1000 / measured.median >= SMOOTH_FPS && over === 0,
    note: inWords(measured, busy),
  };
}

function inWords({ median, n }: Spread, frames: readonly number[]): string {
  const over = frames.filter((ms) => ms > LONGEST).length;
  const fps = (1000 / median).toFixed(1);
  return `${fps} fps, longest frame ${Math.max(...frames).toFixed(0)} ms, ${over} of ${n} over ${LONGEST} ms`;
}
