import type { Progress } from "../core/api.ts";
import { Failure, failureKind } from "../core/failure.ts";
import type { ClassRowStore, ClassRows } from "../core/fitShare.ts";
import type { Signal } from "../core/seams.ts";
import { progressMeter } from "./progress.ts";

export interface JobControl {
  /** Stops at once, between two layers: the class under way is lost. */
  signal?: Signal;
  /** Stops after the class under way. */
  pause?: Signal;
  /** Keeps each class as soon as it is fitted; what it has of this recipe is not fitted again. */
  store?: ClassRowStore;
  onProgress?: (progress: Progress) => void;
}

/** A class to be fitted: `size` in sentences, `onSentences` is told how many have gone through the model. */
export interface ClassTask {
  classIndex: number;
  size: number;
  fit(onSentences: (n: number) => void): Promise<ClassRows>;
}

/**
 * Rows of every class, one class's at a time: first those that the store has, then the others as they are fitted, each kept
 * before it is handed on. @throws Failure("aborted") that says how many classes are kept
 */
export async function* classesInTurn(
  tasks: readonly ClassTask[],
  { signal, pause, store, onProgress = () => {} }: JobControl,
): AsyncGenerator<ClassRows> {
  const total = tasks.reduce((n, task) => n + task.size, 0);
  const missing: ClassTask[] = [];
  let done = 0;
  for (const task of tasks) {
    const rows = await store?.read(task.classIndex);
    if (rows) {
      done += task.size;
      yield rows;
    } else missing.push(task);
  }
  let kept = tasks.length - missing.length;
  const stopped = (how: string) =>
    new Failure(
      "aborted",
      store
        ? `${how}: ${kept} of ${tasks.length} classes are kept; fit again with the same options to go on.`
        : `${how} after ${kept} of ${tasks.length} classes; nothing is kept.`,
    );
  const progress = resumedMeter(labelOf(tasks.length, kept), done, total, onProgress);
  for (const task of missing) {
    if (signal?.aborted) throw stopped("Stopped");
    if (pause?.aborted) throw stopped("Paused");
    let rows: ClassRows;
    try {
      rows = await task.fit((n) => {
        done += n;
        progress(done);
      });
    } catch (error) {
      throw signal?.aborted && failureKind(error) === "aborted" ? stopped("Stopped") : error;
    }
    await store?.write(rows);
    kept++;
    yield rows;
  }
  if (missing.length === 0) onProgress({ label: labelOf(tasks.length, kept), fraction: 1 });
}

function labelOf(nClasses: number, kept: number): string {
  return kept === 0 ? `Fitting ${nClasses} classes` : `Fitting ${nClasses} classes, ${kept} of them kept`;
}

/** Fractions of the whole, time left from what this run has done itself. In sentences. */
function resumedMeter(label: string, before: number, total: number, report: (progress: Progress) => void) {
  const rest = total - before;
  const meter = progressMeter(label, (told) =>
    report(before === 0 ? told : { ...told, fraction: (before + told.fraction * rest) / total }),
  );
  return (done: number) => meter(done - before, rest);
}
