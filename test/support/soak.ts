import type { Page } from "@playwright/test";
import { seededRandom } from "../../src/core/random.ts";

const WORDS =
  "the a my our old late quiet team choir senator goalkeeper ferry garden poem vote recipe storm market never often gladly lost sang cooked won forgot painted at by under the harbour stage kitchen stadium night".split(
    " ",
  );

/** Short made-up sentences, no two alike. */
export function madeUpSentences(count: number, seed = 1): string[] {
  const random = seededRandom(seed);
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const words = Array.from({ length: 4 + Math.floor(random() * 6) }, word);
    return `${words.join(" ")} ${i}.`;
  });
}

/** Texts typed in one task: nobody's hand is quicker, and the page is drawn once for them. */
const IN_A_TASK = 3;

/** Types one text after the other into the page's own box, without a pause, and waits for the answer to every `settle`-th. */
export function typeInARow(page: Page, texts: readonly string[], settle: number): Promise<void> {
  return page.evaluate(
    async ({ all, every, burst }) => {
      const box = document.querySelector<HTMLTextAreaElement>("textarea#sentence")!;
      const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!.set!;
      const frame = () => new Promise(requestAnimationFrame);
      const region = () => document.querySelector<HTMLElement>('[aria-label="What it guesses"]');
      const isAnswered = (text: string) =>
        region()?.getAttribute("aria-busy") === "false" && region()?.dataset.of === text;
      for (const [i, text] of all.entries()) {
        write.call(box, text);
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        const isAwaited = (i + 1) % every === 0;
        if (isAwaited || (i + 1) % burst === 0) await new Promise((resolve) => setTimeout(resolve));
        if (!isAwaited) continue;
        while (!isAnswered(text)) await frame();
        await frame(); // it is seen
      }
    },
    { all: texts, every: settle, burst: IN_A_TASK },
  );
}

/** What a watch over the guess has seen. */
export interface Watched {
  /** Frames looked at, and those of them in which the page was not busy. */
  frames: number;
  settled: number;
  /** Texts that were answered. */
  answered: number;
  /** Frames that showed, not busy, a guess of another text than the one in the box. */
  stale: { box: string; guessOf: string | undefined }[];
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/** From now on looks at every frame that is about to be painted after anything has changed: is the guess on show of the text in the box? */
export function watchAnswers(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.watched = { frames: 0, settled: 0, answered: 0, stale: [] };
    const { watched } = window;
    let last: string | undefined;
    let due = false;
    const look = () => {
      due = false;
      const box = document.querySelector<HTMLTextAreaElement>("textarea#sentence")?.value ?? "";
      const region = document.querySelector<HTMLElement>('[aria-label="What it guesses"]');
      watched.frames++;
      if (region?.getAttribute("aria-busy") !== "false") return;
      watched.settled++;
      const guessOf = region.dataset.of;
      if (guessOf !== box) watched.stale.push({ box, guessOf });
      if (guessOf !== last) watched.answered++;
      last = guessOf;
    };
    // what happens within a frame nobody sees: a frame's callbacks run right before it is painted
    new MutationObserver(() => {
      if (!due) requestAnimationFrame(look);
      due = true;
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

export const watchedSoFar = (page: Page): Promise<Watched> => page.evaluate(() => window.watched);
