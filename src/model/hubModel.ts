import { Failure, failureKind } from "../core/failure.ts";
import type { Signal } from "../core/seams.ts";
import { downloadBytesLeft } from "./cache/bytesLeft.ts";
import { type CachedFiles, cachedFiles } from "./cache/cachedFiles.ts";
import { cachedRemote } from "./cache/cachedRemote.ts";
import { knownF16Error, rememberF16Error } from "./cache/f16Error.ts";
import { isComplete, knownCommit, markComplete, rememberRevision } from "./cache/library.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { openHub } from "./hub/openHub.ts";
import type { RemoteFiles } from "./modelFiles.ts";
import type { ModelRef } from "./modelRef.ts";
import type { PartStore } from "./partStore.ts";

/** A repository of the hub, through the cache. */
export interface HubModel {
  files: CachedFiles;
  commit: string;
  /** Nothing will be asked of the hub. */
  fromCache: boolean;
  /** Bytes of a checkpoint's tensors that are still to be downloaded. */
  missing(checkpoint: Checkpoint): Promise<number>;
  /** To be called when the last layer has come: from now on the model opens without a network. */
  keep(checkpoint: Pick<Checkpoint, "tensors">, f16Error: number | undefined): Promise<void>;
  /** What keeping it as F16 costs, as measured when it was downloaded; undefined where it is kept as it is. */
  f16Error(): Promise<number | undefined>;
}

export interface HubModelSettings {
  endpoint: string;
  token: string;
  storeF16: boolean;
  /** Fetch nothing. */
  offline?: boolean;
  signal?: Signal;
  /** Told, a sentence each, what the person should know. */
  onNote?: (sentence: string) => void;
}

/**
 * Finds a repository: in the cache if all of it lies there, else on the hub. So a revision that was downloaded stays at its
 * commit, and costs no request, until it is removed from the cache.
 * @throws Failure("io" | "usage" | "bad-file" | "aborted")
 */
export async function openHubModel(
  ref: ModelRef,
  store: PartStore | undefined,
  settings: HubModelSettings,
): Promise<HubModel> {
  const { storeF16, onNote, offline = false } = settings;
  const known = store && (await knownCommit(store, ref.repo, ref.revision));
  const whole = known !== undefined && (await isComplete(store!, ref.repo, known, storeF16));
  const remote =
    whole || (offline && known !== undefined)
      ? cachedRemote(store!, ref.repo, known)
      : await online(ref, store, settings, known);
  const fromCache = whole || offline;
  const files = cachedFiles(remote, store, { storeF16, ...(onNote && { onNote }) });
  return {
    files,
    commit: remote.commit,
    fromCache,
    missing: ({ tensors }) =>
      downloadBytesLeft(store, remote, [...tensors.embeddings, ...tensors.layers.flat()], storeF16),
    async keep({ tensors }, f16Error) {
      const asF16 =
        storeF16 && [...tensors.embeddings, ...tensors.layers.flat()].some((t) => t.dtype === "F32");
      if (!store || !files.allKept) return;
      if (asF16 && f16Error !== undefined) await rememberF16Error(store, remote, f16Error);
      await markComplete(store, remote.repo, remote.commit, asF16);
    },
    f16Error: async () => (store && storeF16 ? knownF16Error(store, remote) : undefined),
  };
}

async function online(
  ref: ModelRef,
  store: PartStore | undefined,
  { endpoint, token, offline, signal }: HubModelSettings,
  known: string | undefined,
): Promise<RemoteFiles> {
  if (offline) {
    throw new Failure(
      "io",
      `${ref.repo}@${ref.revision} is not in the cache, and nothing is fetched offline: open it once with a network.`,
    );
  }
  try {
    const remote = await openHub(ref, { endpoint, token }, signal && { signal });
    await (store && rememberRevision(store, ref.repo, ref.revision, remote.commit))?.catch(() => {}); // a full disk
    return remote;
  } catch (error) {
    if (failureKind(error) !== "io" || known === undefined) throw error;
    throw new Failure("io", `${(error as Error).message} Only a part of it is in the cache.`);
  }
}
