import { Failure, throwIfAborted } from "../../src/core/failure.ts";
import { seededRandom } from "../../src/core/random.ts";
import { readHeader, type TensorData, writeSafetensors } from "../../src/core/safetensors.ts";
import type { NamedTensor, RemoteFiles } from "../../src/model/modelFiles.ts";

export interface FakeRemote extends RemoteFiles {
  /** Every stream that was asked for. */
  requests: { path: string; begin: number; end: number }[];
  /** Bytes that were handed out. */
  bytes: number;
  /** Most streams that ran at once. */
  atOnce: number;
  /** Bytes that are handed out before every stream breaks off. */
  cutAfter: number;
}

/** Files in memory that come in chunks of an odd length, and break off when told to. */
export function fakeRemote(files: Record<string, Uint8Array>, commit = "c".repeat(40)): FakeRemote {
  let [running, chunks] = [0, 0];
  const remote: FakeRemote = {
    repo: "owner/name",
    commit,
    requests: [],
    bytes: 0,
    atOnce: 0,
    cutAfter: Number.POSITIVE_INFINITY,
    list: async () => Object.keys(files),
    size: async (path) => files[path]?.byteLength,
    async *stream(path, begin, end, signal) {
      remote.requests.push({ path, begin, end });
      remote.atOnce = Math.max(remote.atOnce, ++running);
      try {
        for (let at = begin; at < end; ) {
          if (++chunks % 8 === 1) await new Promise((resolve) => setTimeout(resolve)); // a browser makes it 4 ms
          throwIfAborted(signal);
          const room = remote.cutAfter - remote.bytes;
          const chunk = files[path]!.slice(at, Math.min(end, at + Math.min(4001, room)));
          remote.bytes += chunk.byteLength;
          at += chunk.byteLength;
          if (chunk.byteLength > 0) yield chunk;
          if (remote.bytes >= remote.cutAfter) throw new Failure("io", `${path} broke off.`);
        }
      } finally {
        running--;
      }
    },
  };
  return remote;
}

/** A safetensors file of seeded F32 tensors of these lengths, named `t0`, `t1`, …, and where they lie in it. */
export function fakeWeights(lengths: readonly number[], file = "model.safetensors", seed = 1) {
  const random = seededRandom(seed);
  const data = lengths.map((n) => Float32Array.from({ length: n }, () => random() * 2 - 1));
  const named = data.map((values, i): [string, TensorData] => [
    `t${i}`,
    { shape: [values.length], data: values },
  ]);
  const bytes = writeSafetensors(Object.fromEntries(named));
  const tensors: NamedTensor[] = [...readHeader(bytes, file).tensors].map(([name, info]) => ({
    ...info,
    ...{ name, file },
  }));
  return { file, bytes, tensors, data };
}
