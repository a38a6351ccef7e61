import { Worker } from "node:worker_threads";
import type { Atlas } from "../core/atlas.ts";
import type { Mode } from "../core/options.ts";
import type { ModeScores } from "../core/seams.ts";
import { fromSent, type ScoringAnswer, type ScoringTask } from "./scoringTask.ts";

export type Bags = ScoringTask["values"];

interface Waiting {
  resolve(scores: ModeScores[]): void;
  reject(error: Error): void;
}

/** One thread that scores by `atlas`, and the sentences that wait for it. It keeps the process alive only while some do. */
export function scoringThread(atlas: Atlas, url: URL) {
  const waiting = new Map<number, Waiting>();
  const thread = new Worker(url, { workerData: atlas });
  let ended: Error | undefined;
  let next = 0;
  const rest = () => waiting.size === 0 && thread.unref();
  thread.on("online", rest); // before, Node takes it back
  thread.on("message", (answer: ScoringAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    rest();
    if ("scores" in answer) asked?.resolve(answer.scores);
    else asked?.reject(fromSent(answer.error));
  });
  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  thread.on("error", end);
  thread.on("exit", (code) => end(new Error(`a scoring worker ended with exit code ${code}`)));
  return {
    waiting: () => waiting.size,
    score(modes: readonly Mode[], values: Bags): Promise<ModeScores[]> {
      return new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const id = next++;
        waiting.set(id, { resolve, reject });
        thread.ref();
        thread.postMessage({ id, modes, values } satisfies ScoringTask);
      });
    },
    end() {
      end(new Error("the scoring pool was disposed"));
      void thread.terminate();
    },
  };
}
