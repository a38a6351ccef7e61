import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { diskStore } from "../../src/cli/diskStore.ts";
import { cachedFiles } from "../../src/model/cache/cachedFiles.ts";
import { cachedRemote } from "../../src/model/cache/cachedRemote.ts";
import { nameOf, pathNames, safeName } from "../../src/model/cache/names.ts";
import { joinRuns, MAX_GAP } from "../../src/model/cache/runs.ts";
import { fakeRemote } from "../support/fakeRemote.ts";
import { tempFolder } from "../support/folder.ts";
import { refusal } from "../support/refusal.ts";

const root = tempFolder();
const options = { storeF16: false };
const content = { "config.json": new TextEncoder().encode('{"a": 1}'), "empty.txt": new Uint8Array(0) };

it("files, ranges, lengths, what is missing and the list are there without the network the next time", async () => {
  const store = diskStore(join(root, "a"));
  const remote = fakeRemote(content);
  const offline = cachedRemote(store, remote.repo, remote.commit);
  for (const files of [cachedFiles(remote, store, options), cachedFiles(offline, store, options)]) {
    expect([files.id, files.revision]).toEqual(["owner/name", "c".repeat(40)]);
    expect((await files.read("config.json"))?.slice()).toEqual(content["config.json"]);
    expect((await files.read("config.json", { begin: 2, end: 4 }))?.slice()).toEqual(
      content["config.json"].slice(2, 4),
    );
    expect((await files.read("config.json", { begin: 6, end: 99 }))?.byteLength).toBe(2);
    expect((await files.read("empty.txt"))?.byteLength).toBe(0);
    expect(await files.read("model.safetensors")).toBeUndefined();
    expect(await files.size("model.safetensors")).toBeUndefined();
    expect(await files.size("config.json")).toBe(8);
    expect(await files.list()).toEqual(["config.json", "empty.txt"]);
  }
  expect(remote.requests).toHaveLength(3);
  const rest = cachedFiles(offline, store, options);
  expect(await refusal(() => rest.read("tokenizer.json"))).toBe(
    "io: tokenizer.json of owner/name (commit ccccccc) is not in the cache, and --offline was given or there is no " +
      "network: open the model once with a network.",
  );
});

it("without a store everything comes from the network, each time", async () => {
  const remote = fakeRemote(content);
  const files = cachedFiles(remote, undefined, options);
  for (let i = 0; i < 2; i++) expect(await files.read("config.json")).toEqual(content["config.json"]);
  expect([remote.requests.length, files.allKept]).toEqual([2, false]);
});

it("a damaged file is fetched again, and one that broke off is not kept", async () => {
  const store = diskStore(join(root, "b"));
  const remote = fakeRemote(content);
  remote.cutAfter = 3;
  const files = cachedFiles(remote, store, options);
  expect(await refusal(() => files.read("config.json"))).toBe("io: config.json broke off.");
  expect((await store.list()).map((file) => file.path.split("/").slice(2).join("/"))).toEqual([
    "sizes/config.json",
  ]);
  remote.cutAfter = Number.POSITIVE_INFINITY;
  await files.read("config.json");
  const file = join(root, "b", "owner=2Fname", remote.commit, "files", "config.json@0-8");
  const bytes = readFileSync(file);
  for (const broken of [bytes.subarray(0, 20), Buffer.alloc(40), Buffer.concat([bytes, bytes])]) {
    writeFileSync(file, broken);
    expect(await files.read("config.json")).toEqual(content["config.json"]);
    expect(readFileSync(file)).toEqual(bytes);
  }
});

it("names of any text are safe and come back", () => {
  const texts = [
    "owner/name",
    "../..",
    ".",
    "..",
    "a=b@c~d",
    "C:\\x y",
    "h.0.attn.c_attn.weight",
    "日本",
    "=2F",
    "",
  ];
  const safe = texts.map(safeName);
  expect(safe.map(nameOf)).toEqual(texts);
  expect(new Set(safe).size).toBe(texts.length);
  for (const name of safe) expect(name).toMatch(/^([A-Za-z0-9_=-][A-Za-z0-9._=-]*)?$/);
  for (const path of ["../x", "a/../b", "/a", "a//b", "a/.", "a~part", "a\\b", ""])
    expect(() => pathNames(path)).toThrow("no path of a store");
});

it("runs join what lies close together in one file", () => {
  const at = (file: string, begin: number, end: number) => ({ file, begin, end });
  const [a, b, c, d] = [
    at("x", 0, 10),
    at("x", 10, 20),
    at("x", 20 + MAX_GAP, 30 + MAX_GAP),
    at("x", 31 + 2 * MAX_GAP, 40 + 2 * MAX_GAP),
  ];
  const other = at("w", 20, 30);
  expect(joinRuns([c, a, d, other, b])).toEqual([[other], [a, b, c], [d]]);
});
