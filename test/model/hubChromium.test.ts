import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { build, type Rollup } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { openHub } from "../../src/model/hub/openHub.ts";
import { chromiumArgs, chromiumPath } from "../support/chromium.ts";
import { type Hub, startHub } from "../support/hub.ts";
import { repoOf } from "../support/hubRepos.ts";

declare const hubReader: { openHub: typeof openHub };

const WEIGHTS = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) % 251);
let hub: Hub;
let site: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const config = new TextEncoder().encode('{"model_type":"gpt2"}');
  const files = { "config.json": config, "model.safetensors": WEIGHTS };
  hub = await startHub({ repos: { "a/gated": { ...repoOf(files), gated: "hf_secret" } } });
  // An empty page of another origin, isolated as ours is.
  site = createServer((_, response) => {
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.setHeader("content-type", "text/html").end("<!doctype html><title>blank</title>");
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const [code] = await Promise.all([
    bundle("src/model/hub/openHub.ts"),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }).then(async (launched) => {
      browser = launched;
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    }),
  ]);
  await page.addScriptTag({ content: code });
});
afterAll(async () => {
  await browser?.close();
  await hub.close();
  site.close();
});
beforeEach(() => {
  hub.heal();
  hub.requests.length = 0;
});

/** Reads [begin, end) of the weights with the very reader, in the page. */
function read(begin: number, end: number, token = "hf_secret"): Promise<number[] | string> {
  return page.evaluate(
    async ([endpoint, token, begin, end]) => {
      const delay = async () => {};
      const ref = { repo: "a/gated", revision: "main" };
      try {
        const files = await hubReader.openHub(ref, { endpoint, token }, { tries: 3, stallMs: 1000, delay });
        const bytes: number[] = [];
        for await (const chunk of files.stream("model.safetensors", begin, end)) bytes.push(...chunk);
        return bytes;
      } catch (error) {
        return (error as Error).message;
      }
    },
    [hub.endpoint, token, begin, end] as const,
  );
}

describe("the hub's reader in Chromium", () => {
  it("reads across origins in an isolated page, and the token stays with the endpoint", async () => {
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await read(1000, 5000)).toEqual([...WEIGHTS.subarray(1000, 5000)]);
    const gets = hub.requests.filter((r) => r.method === "GET");
    expect(gets.map((r) => [r.at, r.authorization, r.range])).toEqual([
      ["hub", "Bearer hf_secret", undefined],
      ["hub", "Bearer hf_secret", "bytes=1000-4999"],
      ["cdn", undefined, "bytes=1000-4999"],
    ]);
    // The token makes the browser ask the endpoint beforehand; the other host is not even asked whether it would take one.
    expect(new Set(hub.requests.filter((r) => r.method === "OPTIONS").map((r) => r.at))).toEqual(
      new Set(["hub"]),
    );
  });

  it.each([
    ["cut", { cutAfter: 1500 }],
    ["ended early", { endAfter: 1500 }],
    ["stalled", { stallAfter: 1500 }],
    ["busy", { status: 503 }],
    ["without Range", { ignoreRange: true }],
  ] as const)("resumes where the answer was %s", async (_, fault) => {
    hub.fail("cdn GET", fault);
    expect(await read(1000, 5000)).toEqual([...WEIGHTS.subarray(1000, 5000)]);
  });

  it("reads what went wrong from the heads that the hub exposes", async () => {
    expect(await read(0, 9, "hf_other")).toMatch(
      /closed \(403\): the token given does not open this repository/,
    );
    hub.fail("cdn GET", { headers: { "content-range": "bytes 1-9/300000" } });
    expect(await read(0, 9)).toMatch(/answered with "bytes 1-9\/300000"/);
    hub.fail("cdn GET", { endAfter: 4 });
    hub.fail("cdn GET", { headers: { etag: '"other"' } });
    expect(await read(0, 9)).toMatch(/was changed while it was downloaded/);
  });
});

/** A module of ours as one classic script that sets `hubReader`. */
async function bundle(entry: string): Promise<string> {
  const lib = {
    entry: join(import.meta.dirname, "../..", entry),
    formats: ["iife" as const],
    name: "hubReader",
  };
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: { write: false, lib },
  });
  const { output } = (built as Rollup.RollupOutput[])[0]!;
  return output[0].code;
}
