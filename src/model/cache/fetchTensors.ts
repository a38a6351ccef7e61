import { Failure, throwIfAborted } from "../../core/failure.ts";
import type { Signal } from "../../core/seams.ts";
import type { ReadControl, RemoteFiles, StoredTensor } from "../modelFiles.ts";
import { joinRuns } from "./runs.ts";
import type { TensorSink } from "./tensorSink.ts";

type Limit = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Fills the sinks from the network, neighbours in one stream each, and hands each tensor on as it is whole. When one stream
 * fails the others stop too, and all have ended when this rejects.
 */
export async function fetchTensors(
  remote: RemoteFiles,
  sinks: readonly TensorSink[],
  limit: Limit,
  control: ReadControl,
  onTensor: (sink: TensorSink, stored: StoredTensor) => void,
): Promise<void> {
  const stop = stopWith(control.signal);
  const fetchRun = async (run: readonly TensorSink[]) => {
    throwIfAborted(stop.signal);
    await streamRun(remote, run, stop.signal, control.onBytes, onTensor);
  };
  const begun: TensorSink[] = [];
  for (const sink of sinks) {
    if (sink.begin < sink.end) begun.push(sink);
    else onTensor(sink, await sink.finish()); // an interruption left all of it but the seal
  }
  const runs = joinRuns(begun).map((run) =>
    limit(() => fetchRun(run)).catch((error: unknown) => {
      stop.now();
      throw error;
    }),
  );
  const ended = await Promise.allSettled(runs);
  stop.now();
  const errors = ended.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  if (errors.length > 0) {
    throwIfAborted(control.signal);
    throw errors.find((error) => !(error instanceof Failure && error.kind === "aborted")) ?? errors[0];
  }
}

async function streamRun(
  remote: RemoteFiles,
  run: readonly TensorSink[],
  signal: Signal,
  onBytes: ((bytes: number) => void) | undefined,
  onTensor: (sink: TensorSink, stored: StoredTensor) => void,
): Promise<void> {
  const [file, begin, end] = [run[0]!.file, run[0]!.begin, run.at(-1)!.end];
  let [at, next] = [begin, 0];
  for await (const chunk of remote.stream(file, begin, end, signal)) {
    throwIfAborted(signal);
    onBytes?.(chunk.byteLength);
    if (at + chunk.byteLength > end)
      throw new Failure("io", `${remote.repo}/${file}: more bytes came than asked for.`);
    for (let rest = chunk; rest.byteLength > 0; ) {
      const sink = run[next]!;
      const until = at < sink.begin ? sink.begin : sink.end;
      const piece = rest.subarray(0, until - at);
      if (at >= sink.begin) await sink.take(piece);
      at += piece.byteLength;
      rest = rest.subarray(piece.byteLength);
      if (at < sink.end) continue;
      if (!sink.tooLarge) onTensor(sink, await sink.finish());
      next++;
    }
  }
  if (at !== end) {
    const got = `${at - begin} of ${end - begin} bytes`;
    throw new Failure("io", `${remote.repo}/${file} ended after ${got}: try again.`);
  }
}

/** A signal that says stop when `outer` does, or when told to. */
function stopWith(outer: Signal | undefined): { signal: Signal; now: () => void } {
  const controller = new AbortController();
  const now = () => controller.abort();
  if (!outer) return { signal: controller.signal, now };
  if (outer instanceof AbortSignal) return { signal: AbortSignal.any([outer, controller.signal]), now };
  return {
    signal: {
      get aborted() {
        return outer.aborted || controller.signal.aborted;
      },
    },
    now,
  };
}
