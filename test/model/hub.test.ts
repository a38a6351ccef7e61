import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tempFolder } from "../support/folder.ts";
import { type Hub, hubOfFolder, startHub } from "../support/hub.ts";
import { openOn, readStream, told } from "../support/hubReader.ts";
import { commitOf, repoOf } from "../support/hubRepos.ts";

const WEIGHTS = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) % 251);
const CONFIG = new TextEncoder().encode('{"model_type":"gpt2"}');
const old = commitOf("step 0");
const now = commitOf("now");
let largest = 0;

let hub: Hub;
beforeAll(async () => {
  hub = await startHub({
    repos: {
      "a/model": {
        revisions: { main: now, step0: old, "refs/pr/1": old },
        commits: {
          [now]: {
            "config.json": CONFIG,
            "model.safetensors": WEIGHTS,
            "empty.txt": new Uint8Array(),
            "onnx/a b.onnx": WEIGHTS.subarray(0, 100),
          },
          [old]: { "config.json": CONFIG.subarray(0, 5) },
        },
      },
      "a/huge": repoOf({
        "model.safetensors": {
          size: 5e9,
          read(begin, end) {
            largest = Math.max(largest, end - begin);
            const bytes = new Uint8Array(end - begin);
            for (let i = 0; i < bytes.length; i++) bytes[i] = (begin + i) % 256;
            return bytes;
          },
        },
      }),
      "a/gated": { ...repoOf({ "config.json": CONFIG, "model.safetensors": WEIGHTS }), gated: "hf_secret" },
    },
  });
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.heal();
  hub.requests.length = 0;
});

describe("a repository on the hub", () => {
  it("is pinned to a commit, and every byte asked of that", async () => {
    const files = await openOn(hub, "a/model");
    expect([files.repo, files.commit]).toEqual(["a/model", now]);
    expect(await files.list()).toEqual(["config.json", "model.safetensors", "empty.txt", "onnx/a b.onnx"]);
    expect(await readStream(files, "config.json", 0, CONFIG.length)).toEqual(Buffer.from(CONFIG));
    expect(hub.requests.map((r) => [r.at, r.url, r.range])).toEqual([
      ["hub", "/api/models/a/model/revision/main?blobs=true", undefined],
      ["hub", `/a/model/resolve/${now}/config.json`, `bytes=0-${CONFIG.length - 1}`],
    ]);
  });

  it.each(["step0", "refs/pr/1", old])("opens at %s", async (revision) => {
    const files = await openOn(hub, `a/model@${revision}`);
    expect(files.commit).toBe(old);
    expect(await files.size("config.json")).toBe(5);
  });

  it("gives any range of a large file, through the redirect", async () => {
    const files = await openOn(hub, "a/model");
    for (const [begin, end] of [
      [0, 1],
      [299_999, 300_000],
      [1000, 250_000],
      [0, 300_000],
      [7, 7],
    ] as const)
      expect(
        Buffer.from(WEIGHTS.subarray(begin, end)).equals(
          await readStream(files, "model.safetensors", begin, end),
        ),
      ).toBe(true);
    expect(await readStream(files, "onnx/a b.onnx", 3, 9)).toEqual(Buffer.from(WEIGHTS.subarray(3, 9)));
    expect(hub.requests.filter((r) => r.at === "cdn")).toHaveLength(5);
  });

  it("gives ranges past 4 GB", async () => {
    const files = await openOn(hub, "a/huge");
    expect(await files.size("model.safetensors")).toBe(5e9);
    const bytes = await readStream(files, "model.safetensors", 5e9 - 3_000_000, 5e9);
    expect(bytes.every((b, i) => b === (5e9 - 3_000_000 + i) % 256) && bytes.length).toBe(3_000_000);
    expect(largest).toBeLessThanOrEqual(1 << 20); // the hub makes it piece by piece
  });

  it("tells lengths from its description, or from a byte where that lacks them", async () => {
    const files = await openOn(hub, "a/model");
    expect(await files.size("model.safetensors")).toBe(300_000);
    expect(hub.requests).toHaveLength(1);
    const siblings = ["config.json", "model.safetensors", "empty.txt"].map((rfilename) => ({ rfilename }));
    const bare: typeof fetch = async (url, init) =>
      String(url).includes("/api/") ? Response.json({ sha: now, siblings }) : fetch(url, init);
    const probed = await openOn(hub, "a/model", { fetch: bare });
    expect(
      await Promise.all(["model.safetensors", "config.json", "empty.txt"].map((f) => probed.size(f))),
    ).toEqual([300_000, CONFIG.length, 0]);
    hub.fail("cdn", { ignoreRange: true });
    expect(await (await openOn(hub, "a/model", { fetch: bare })).size("model.safetensors")).toBe(300_000);
  });

  it("has no file that it does not list, whatever it is called", async () => {
    const files = await openOn(hub, "a/model");
    const asked = hub.requests.length;
    for (const path of ["model.bin", "../../x", "", "/etc/passwd", "__proto__"]) {
      expect(await files.size(path)).toBeUndefined();
      expect(await told(hub, readStream(files, path, 0, 1))).toBe(
        `bad-file: a/model@main has no file "${path}".`,
      );
    }
    expect(hub.requests).toHaveLength(asked);
  });

  it("does not list paths that lead out of it", async () => {
    const names = ["ok.json", "../x", "a/../../x", "/x", "a\\b", "a//b", "."];
    const odd: typeof fetch = async () =>
      Response.json({
        sha: now,
        siblings: [...names.map((rfilename) => ({ rfilename })), null, { rfilename: 3 }],
      });
    expect(await (await openOn(hub, "a/model", { fetch: odd })).list()).toEqual(["ok.json"]);
  });

  it("asks for three things at a time, no more", async () => {
    let under = 0;
    let most = 0;
    const counted: typeof fetch = async (url, init) => {
      most = Math.max(most, ++under);
      init!.signal!.addEventListener("abort", () => under--); // every call is closed in the end
      return fetch(url, init);
    };
    const files = await openOn(hub, "a/model", { fetch: counted });
    const ends = Array.from({ length: 12 }, (_, i) => 20_000 * (i + 1));
    const parts = await Promise.all(ends.map((end) => readStream(files, "model.safetensors", end - 9, end)));
    expect(Buffer.concat(parts)).toEqual(Buffer.concat(ends.map((end) => WEIGHTS.subarray(end - 9, end))));
    expect([most, under]).toEqual([3, 0]);
  });

  it("gives its place back when a reader leaves early", async () => {
    const files = await openOn(hub, "a/huge", { parallel: 1 });
    for (const _ of [1, 2, 3]) {
      for await (const chunk of files.stream("model.safetensors", 0, 4e9)) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
    }
  });
});

describe("a token", () => {
  it("opens a gated repository and goes to the endpoint alone", async () => {
    const files = await openOn(hub, "a/gated", { token: " hf_secret\n" });
    expect(await readStream(files, "model.safetensors", 5, 500)).toEqual(
      Buffer.from(WEIGHTS.subarray(5, 500)),
    );
    expect(hub.requests.map((r) => [r.at, r.authorization])).toEqual([
      ["hub", "Bearer hf_secret"],
      ["hub", "Bearer hf_secret"],
      ["cdn", undefined],
    ]);
  });

  it("is not sent where none was given, and never told in a sentence", async () => {
    const files = await openOn(hub, "a/gated");
    expect(await told(hub, readStream(files, "config.json", 0, 1))).toBe(
      "io: HUB keeps a/gated closed (401): ask for access on http://HUB/a/gated, then give a token of yours.",
    );
    expect(hub.requests.every((r) => r.authorization === undefined)).toBe(true);
    const other = await openOn(hub, "a/gated", { token: "hf_other" });
    expect(await told(hub, readStream(other, "model.safetensors", 0, 1))).toBe(
      "io: HUB keeps a/gated closed (403): the token given does not open this repository; ask for access on http://HUB/a/gated with the account it belongs to.",
    );
    expect(await told(hub, openOn(hub, "a/gated", { token: "hf_é\r\nx" }))).toBe(
      "usage: The hub's token has characters that no token has: paste it again.",
    );
  });
});

it("a folder is served slice by slice", async () => {
  const folder = join(tempFolder(), "model");
  mkdirSync(join(folder, "onnx"), { recursive: true });
  writeFileSync(join(folder, "model.safetensors"), WEIGHTS);
  writeFileSync(join(folder, "onnx/model.onnx"), CONFIG);
  const served = await hubOfFolder("my/model", folder);
  try {
    const files = await openOn(served, "my/model");
    expect((await files.list()).sort()).toEqual(["model.safetensors", "onnx/model.onnx"]);
    expect(await readStream(files, "model.safetensors", 10, 2000)).toEqual(
      Buffer.from(WEIGHTS.subarray(10, 2000)),
    );
    expect(await readStream(files, "onnx/model.onnx", 0, CONFIG.length)).toEqual(Buffer.from(CONFIG));
  } finally {
    await served.close();
  }
});

it("the loopback hub sends large files' readers on, and their storage takes no token", async () => {
  const resolve = `${hub.endpoint}/a/model/resolve/main/model.safetensors`;
  const redirect = await fetch(resolve, { method: "HEAD", redirect: "manual" });
  const heads = ["x-repo-commit", "x-linked-size"].map((name) => redirect.headers.get(name));
  expect([redirect.status, ...heads]).toEqual([302, now, "300000"]);
  const location = redirect.headers.get("location")!;
  const there = (init: RequestInit) => fetch(location, { method: "HEAD", ...init });
  const length = (await there({})).headers.get("content-length");
  expect([length, redirect.headers.get("x-linked-etag")]).toEqual([
    "300000",
    (await there({})).headers.get("etag"),
  ]);
  expect((await there({ headers: { authorization: "Bearer hf_x" } })).status).toBe(400);
  expect((await fetch(location.split("?")[0]!)).status).toBe(403);
});
