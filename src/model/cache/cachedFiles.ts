import { Failure, throwIfAborted } from "../../core/failure.ts";
import { type FloatType, toF32 } from "../../core/floats.ts";
import type { ModelFiles, NamedTensor, ReadControl, RemoteFiles, StoredTensor } from "../modelFiles.ts";
import type { PartStore } from "../partStore.ts";
import { cachedBytes, whyAgain } from "./cachedBytes.ts";
import { fetchTensors } from "./fetchTensors.ts";
import { halved } from "./halver.ts";
import { createKeeper } from "./keeper.ts";
import { completePart, halves, keptBytes, tensorPart } from "./layout.ts";
import { limiter } from "./limiter.ts";
import { SEAL_BYTES } from "./seal.ts";
import { endOf, openSink, type TensorSink } from "./tensorSink.ts";

export interface CacheOptions {
  /** F32 tensors are kept, and given, as F16. */
  storeF16: boolean;
  /** Told, a sentence each, what the person should know: a full disk, a tensor that F16 can't hold. */
  onNote?: (sentence: string) => void;
}

export interface CachedFiles extends ModelFiles {
  readonly revision: string;
  readTensors(
    tensors: readonly NamedTensor[],
    control?: ReadControl,
    rooms?: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<StoredTensor[]>;
  list(): Promise<string[]>;
  /** Everything that was read so far lies in the store. */
  readonly allKept: boolean;
}

/** No buffer may be larger: browsers refuse to allocate them. */
const MAX_BUFFER = 2 ** 30;

const MAX_STREAMS = 3;

/** A repository's files: from the store what is there, from the network what is missing, kept as it comes. */
export function cachedFiles(
  remote: RemoteFiles,
  store: PartStore | undefined,
  options: CacheOptions,
): CachedFiles {
  const note = options.onNote ?? (() => {});
  const keeper = createKeeper(store, note);
  const limit = limiter(MAX_STREAMS);
  /** What was found damaged in the store: it is not complete any more, and a refusal to fetch it again says why. */
  const damaged = async () => {
    for (const asF16 of [false, true]) await store?.remove(completePart(remote, asF16)).catch(() => {});
  };

  /** A tensor's kept bytes, of either kind: F32 that is kept is given as F16 all the same. */
  const kept = async (
    tensor: NamedTensor,
    room: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<StoredTensor | "damaged" | undefined> => {
    const asF16 = halves(tensor, options.storeF16);
    const part = tensorPart(remote, tensor, asF16);
    const found = await keeper.readInto(part, () => endOf(room, keptBytes(tensor, asF16)));
    if (typeof found === "object") return { ...found, dtype: asF16 ? "F16" : (tensor.dtype as FloatType) };
    if (!asF16) return found;
    const full = await keeper.read(tensorPart(remote, tensor, false), keptBytes(tensor, false));
    if (!(full instanceof Uint8Array)) return found ?? full;
    const bits = halved(toF32(full, "F32"));
    if (bits) return { bytes: new Uint8Array(bits.buffer), dtype: "F16", unrounded: full };
    note(staysF32(remote, tensor));
    return { bytes: full, dtype: "F32" };
  };

  const readTensors: CachedFiles["readTensors"] = async (tensors, control = {}, rooms) => {
    const wanted = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    const roomOf = new Map(tensors.map(({ name }, i) => [name, rooms?.[i]]));
    for (const tensor of wanted.values()) checkLength(remote, tensor, halves(tensor, options.storeF16));
    const results = new Map<string, StoredTensor>();
    const missing: NamedTensor[] = [];
    const broken: string[] = [];
    for (const tensor of wanted.values()) {
      throwIfAborted(control.signal);
      const found = await kept(tensor, roomOf.get(tensor.name));
      if (found === "damaged") broken.push(tensor.name);
      if (found === undefined || found === "damaged") missing.push(tensor);
      else results.set(tensor.name, found);
    }
    if (broken.length > 0) await damaged();

    const fetchAll = async (group: readonly NamedTensor[], storeF16: boolean) => {
      const sinks: TensorSink[] = [];
      try {
        for (const tensor of group) {
          const asF16 = halves(tensor, storeF16);
          const part = tensorPart(remote, tensor, asF16);
          sinks.push(await openSink(tensor, asF16, keeper, part, roomOf.get(tensor.name)));
        }
        await fetchTensors(remote, sinks, limit, control, ({ tensor }, stored) => {
          results.set(tensor.name, stored);
        });
      } finally {
        for (const sink of sinks) await sink.pause(); // what has come stays for a later try
      }
      return sinks.filter((sink) => sink.tooLarge).map((sink) => sink.tensor);
    };
    try {
      const tooLarge = missing.length > 0 ? await fetchAll(missing, options.storeF16) : [];
      for (const tensor of tooLarge) {
        checkLength(remote, tensor, false);
        note(staysF32(remote, tensor));
      }
      if (tooLarge.length > 0) await fetchAll(tooLarge, false);
    } catch (error) {
      throw broken.length > 0 ? whyAgain(error, `"${broken[0]}" of ${remote.repo}`) : error;
    }
    return tensors.map((tensor) => results.get(tensor.name)!);
  };

  return {
    id: remote.repo,
    revision: remote.commit,
    get allKept() {
      return keeper.allKept;
    },
    ...cachedBytes(remote, keeper, limit, damaged),
    readTensors,
  };
}

function checkLength(remote: RemoteFiles, tensor: NamedTensor, asF16: boolean): void {
  const bytes = keptBytes(tensor, asF16);
  if (bytes + SEAL_BYTES <= MAX_BUFFER) return;
  const size = `${(bytes / 2 ** 30).toFixed(1)} GB`;
  throw new Failure(
    "unsupported-model",
    `${remote.repo}/${tensor.file}: "${tensor.name}" has ${size}; tensors of more than 1 GB can't be read here.`,
  );
}

const staysF32 = (remote: RemoteFiles, tensor: NamedTensor) =>
  `"${tensor.name}" of ${remote.repo} has values too large for F16 and is kept as F32.`;
