import type { CachedModel } from "../../core/api.ts";
import type { PartStore } from "../partStore.ts";
import {
  AS_F16,
  commitFolder,
  completePart,
  type Place,
  REVISIONS,
  repoFolder,
  revisionPart,
} from "./layout.ts";
import { nameOf } from "./names.ts";
import { readText, writeText } from "./smallParts.ts";

// What is known of the store as a whole: which commits lie there, and which names led to them.

/** Remembers which commit a branch or tag led to. */
export async function rememberRevision(
  store: PartStore,
  repo: string,
  revision: string,
  commit: string,
): Promise<void> {
  if ((await knownCommit(store, repo, revision)) === commit) return;
  await writeText(store, revisionPart(repo, revision), commit);
}

/** The commit that a branch or tag led to when it was last asked for; a commit that is kept leads to itself. */
export async function knownCommit(
  store: PartStore,
  repo: string,
  revision: string,
): Promise<string | undefined> {
  const commit = await readText(store, revisionPart(repo, revision));
  if (commit !== undefined) return commit;
  const isCommit = /^[0-9a-f]{40}$/.test(revision);
  const files = isCommit ? await store.list(commitFolder({ repo, commit: revision })) : [];
  return files.length > 0 ? revision : undefined;
}

/** Marks that everything a model needs is kept. */
export async function markComplete(
  store: PartStore,
  repo: string,
  commit: string,
  asF16: boolean,
): Promise<void> {
  const part = completePart({ repo, commit }, asF16);
  if ((await store.size(part)) === undefined) await writeText(store, part, "complete");
}

/** Every commit of which something is kept, unfinished ones too; by name. */
export async function listCached(store: PartStore): Promise<CachedModel[]> {
  const found = new Map<string, CachedModel & { f16: boolean; f32: boolean }>();
  const revisions: { repo: string; revision: string }[] = [];
  for (const { path, bytes, finished } of await store.list()) {
    const [repoName, commitName, ...rest] = path.split("/");
    if (!repoName || !commitName || rest.length === 0) continue;
    const [repo, commit, part] = [nameOf(repoName), nameOf(commitName), rest.join("/")];
    if (commitName === REVISIONS) {
      if (finished) revisions.push({ repo, revision: nameOf(rest[0]!) });
      continue;
    }
    const key = commitFolder({ repo, commit });
    const model = found.get(key) ?? {
      ...{ repo, commit, revisions: [], bytes: 0, complete: false },
      ...{ asF16: false, f16: false, f32: false },
    };
    found.set(key, model);
    model.bytes += bytes;
    if (finished && part.startsWith("complete@")) model.complete = true;
    if (part === "complete@F32") model.f32 = true;
    else if (part === "complete@F16") model.f16 = true;
    else if (part.startsWith("tensors/") && part.endsWith(`@${AS_F16}`)) model.asF16 = true;
  }
  for (const { repo, revision } of revisions) {
    const commit = await knownCommit(store, repo, revision);
    if (commit !== undefined) found.get(commitFolder({ repo, commit }))?.revisions.push(revision);
  }
  return [...found.values()]
    .map(({ f16, f32, ...model }) => ({
      ...model,
      revisions: model.revisions.sort(),
      asF16: model.complete ? f16 && !f32 : model.asF16,
    }))
    .sort((a, b) => (a.repo + a.commit < b.repo + b.commit ? -1 : 1));
}

/** Removes a commit, and the names that led to it. */
export async function removeCached(store: PartStore, repo: string, commit: string): Promise<void> {
  const place: Place = { repo, commit };
  // The marks first: when this is interrupted, nothing half-removed counts as complete.
  for (const asF16 of [false, true]) await store.remove(completePart(place, asF16));
  await store.remove(commitFolder(place));
  let others = false;
  for (const { path } of await store.list(repoFolder(repo))) {
    const [, folder, revision] = path.split("/");
    if (folder !== REVISIONS) others = true;
    else if ((await readText(store, path)) === commit)
      await store.remove(revisionPart(repo, nameOf(revision!)));
    else others = true;
  }
  if (!others) await store.remove(repoFolder(repo));
}

/** Whether everything a model needs is kept, so that it opens without a network; what is kept in F32 serves as F16 too. */
export async function isComplete(
  store: PartStore,
  repo: string,
  commit: string,
  asF16: boolean,
): Promise<boolean> {
  const kept = async (half: boolean) =>
    (await store.size(completePart({ repo, commit }, half))) !== undefined;
  return (await kept(false)) || (asF16 && (await kept(true)));
}
