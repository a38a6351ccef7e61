import { type Answer, type Asked, runAsked } from "../runAsked.ts";

export type Word = { line: string } | { answer: Answer | null } | { error: string };

/** In a worker, as in the page. */
self.addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  const say = (word: Word) => self.postMessage(word);
  try {
    say({ answer: (await runAsked(navigator.gpu, data, (line) => say({ line }))) ?? null });
  } catch (error) {
    say({ error: (error as Error).stack ?? String(error) });
  }
});
