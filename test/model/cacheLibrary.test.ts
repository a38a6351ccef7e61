import { join } from "node:path";
import { expect, it } from "vitest";
import { diskStore } from "../../src/cli/diskStore.ts";
import { cachedFiles } from "../../src/model/cache/cachedFiles.ts";
import {
  knownCommit,
  listCached,
  markComplete,
  rememberRevision,
  removeCached,
} from "../../src/model/cache/library.ts";
import { fakeRemote, fakeWeights } from "../support/fakeRemote.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";

const root = tempFolder();
const weights = fakeWeights([50, 60]);
const [one, two] = ["1".repeat(40), "2".repeat(40)];

it("knows the commit that a name led to last, and a kept commit by its own id", async () => {
  const store = diskStore(join(root, "a"));
  expect(await knownCommit(store, "owner/name", "main")).toBeUndefined();
  await rememberRevision(store, "owner/name", "main", one);
  await rememberRevision(store, "owner/name", "refs/pr/1", one);
  await rememberRevision(store, "owner/name", "main", two);
  expect(await knownCommit(store, "owner/name", "main")).toBe(two);
  expect(await knownCommit(store, "owner/name", "refs/pr/1")).toBe(one);
  expect(await knownCommit(store, "owner/name", one)).toBeUndefined();
  await cachedFiles(fakeRemote({}, one), store, { storeF16: false }).list();
  expect(await knownCommit(store, "owner/name", one)).toBe(one);
});

it("lists each commit with its names, bytes and state, and removes one without the other", async () => {
  const store = diskStore(join(root, "b"));
  expect(await listCached(store)).toEqual([]);
  const read = async (commit: string, storeF16: boolean, cutAfter?: number) => {
    const remote = fakeRemote({ [weights.file]: weights.bytes }, commit);
    if (cutAfter !== undefined) remote.cutAfter = cutAfter;
    await cachedFiles(remote, store, { storeF16 }).readTensors(weights.tensors);
  };
  await read(one, false);
  await markComplete(store, "owner/name", one, false);
  await rememberRevision(store, "owner/name", "main", one);
  await rememberRevision(store, "owner/name", "also", one);
  expect(await refusal(() => read(two, true, 300))).toMatch("io");
  await rememberRevision(store, "owner/name", "next", two);
  const model = { repo: "owner/name", complete: true, asF16: false };
  const sealed = (bytes: number) => bytes + 32;
  const first = { ...model, commit: one, revisions: ["also", "main"] };
  const bytes = sealed(200) + sealed(240) + sealed("complete".length);
  expect(await listCached(store)).toEqual([
    { ...first, bytes },
    { ...model, commit: two, revisions: ["next"], bytes: sealed(100) + 50, complete: false, asF16: true },
  ]);
  await read(two, true);
  await markComplete(store, "owner/name", two, true);
  await read(two, false);
  expect((await listCached(store))[1]).toMatchObject({ complete: true, asF16: true });
  await markComplete(store, "owner/name", two, false);
  expect((await listCached(store))[1]).toMatchObject({ complete: true, asF16: false });

  await removeCached(store, "owner/name", two);
  expect(await listCached(store)).toEqual([{ ...first, bytes }]);
  expect(await knownCommit(store, "owner/name", "next")).toBeUndefined();
  await removeCached(store, "owner/name", one);
  expect(await store.list()).toEqual([]);
});
