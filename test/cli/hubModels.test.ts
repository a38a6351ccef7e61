import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { virtualCheckpoint } from "../../tools/bench/models/virtualCheckpoint.ts";
import { cachedCli, newCache } from "../support/cachedCli.ts";
import { filesUnder, startTailscope, tailscopeIn } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { type Hub, startHub } from "../support/hub.ts";
import type { HubRequest } from "../support/hubFaults.ts";
import { commitOf, type HubRepo, repoOf, repoOfFolder } from "../support/hubRepos.ts";
import { readTensors } from "../support/tensors.ts";
import { tinyData } from "../support/tinyData.ts";
import { tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const first = writeTinyModel(join(root, "first"), "gpt2");
const later = writeTinyModel(join(root, "later"), "gpt2", { tensors: tinyTensors("gpt2", 2) });
const neox = writeTinyModel(join(root, "neox"), "gpt_neox");
const filesOf = (folder: string) => Object.values(repoOfFolder(folder).commits)[0]!;
/** Two commits: `main` leads to the later one, `step1` to the first. */
const steps = (): HubRepo => ({
  revisions: { main: commitOf("later"), step1: commitOf("first") },
  commits: { [commitOf("later")]: filesOf(later), [commitOf("first")]: filesOf(first) },
});

const hubs: Hub[] = [];
const hubWith = async (repos: Record<string, HubRepo>) => {
  const hub = await startHub({ repos });
  hubs.push(hub);
  return hub;
};
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

let made = 0;
const newOut = () => join(root, `${made++}.safetensors`);
const activations = (model: string, out: string) => [
  "activations",
  "--model",
  model,
  "--ids",
  "5,7,9",
  "--out",
  out,
];
const bytes = (path: string) => new Uint8Array(readFileSync(path));
/** What a folder's own activations are. */
async function activationsOf(folder: string): Promise<Uint8Array> {
  const out = newOut();
  await tailscopeIn({}, ...activations(folder, out));
  return bytes(out);
}
const onCdn = (hub: Hub) => hub.requests.filter(({ at, method }) => at === "cdn" && method === "GET");
/** Bytes of tensors that were asked for. */
const asked = (hub: Hub) =>
  onCdn(hub).reduce((sum, { range }) => {
    const [, begin, end] = /^bytes=(\d+)-(\d+)$/.exec(range!)!;
    return Number(begin) > 8 ? sum + Number(end) + 1 - Number(begin) : sum; // the header begins at 8
  }, 0);
const keptTensors = (cache: string) =>
  filesUnder(cache)
    .filter((file) => file.includes("/tensors/"))
    .reduce((sum, file) => sum + statSync(file).size, 0);

describe("a model of the hub", () => {
  it("gives the bytes that its folder gives: downloaded, from the cache, offline, and with the hub gone", async () => {
    const hub = await hubWith({ "someone/tiny": repoOfFolder(first) });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const expected = await activationsOf(first);
    const out = newOut();
    expect((await cli.fine(...activations("someone/tiny", out))).stderr).toBe("");
    expect(bytes(out)).toEqual(expected);

    const requests = hub.requests.length; // a revision that is there stays at its commit, and costs none
    await cli.fine(...activations("someone/tiny", out));
    expect(bytes(out)).toEqual(expected);
    await cli.fine(...activations("someone/tiny", out), "--offline");
    const variable = cachedCli(cli.env.TAILSCOPE_CACHE, hub.endpoint, { HF_HUB_OFFLINE: "1" });
    await variable.fine(...activations("someone/tiny@main", out));
    expect(bytes(out)).toEqual(expected);
    expect(hub.requests.length).toBe(requests);

    await hub.close();
    expect((await cli.fine(...activations("someone/tiny", out))).stderr).toBe("");
    expect(bytes(out)).toEqual(expected);
  });

  it("of the other architecture does too, paged or not", async () => {
    const hub = await hubWith({ "someone/tiny-neox": repoOfFolder(neox) });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const [expected, out] = [await activationsOf(neox), newOut()];
    const { stderr } = await cli.fine(...activations("someone/tiny-neox", out), "--memory-budget", "0.00001");
    expect(stderr).toContain("does not fit into memory whole: 0 of its 2 layers stay open");
    expect(bytes(out)).toEqual(expected);
  });

  it("is called by the study's names, unless a folder is called so", async () => {
    const hub = await hubWith({
      "openai-community/gpt2": repoOfFolder(first),
      "EleutherAI/pythia-160m": steps(),
    });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const out = newOut();
    await cli.fine(...activations("gpt2", out));
    expect(bytes(out)).toEqual(await activationsOf(first));
    await cli.fine(...activations("pythia-160m@step1", out));
    expect(bytes(out)).toEqual(await activationsOf(first));

    const here = join(root, "here");
    mkdirSync(here);
    writeTinyModel(join(here, "gpt2"), "gpt_neox");
    await tailscopeIn({ env: cli.env, cwd: here }, ...activations("gpt2", out));
    expect(bytes(out)).toEqual(await activationsOf(neox));
  });

  it("kept as F16 says so, takes half, and is not passed off as F32 offline", async () => {
    const hub = await hubWith({ "someone/tiny": repoOfFolder(first) });
    const [half, whole] = [newCache(root), newCache(root)].map((cache) => cachedCli(cache, hub.endpoint));
    const out = newOut();
    await whole!.fine(...activations("someone/tiny", out));
    const exact = readTensors(bytes(out)).resid_post!.data;
    await half!.fine(...activations("someone/tiny", out), "--f16");
    const rounded = readTensors(bytes(out)).resid_post!.data;
    const largest = Math.max(...exact.map(Math.abs));
    const error = Math.max(...exact.map((v, i) => Math.abs(v - rounded[i]!))) / largest;
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(5e-3);
    const [kept] = (await half!.models()).models;
    expect(kept).toMatchObject({ complete: true, asF16: true });
    expect(kept!.bytes).toBeLessThan(0.75 * (await whole!.models()).bytes);
    expect(await half!.refused(...activations("someone/tiny", out), "--offline")).toContain(
      "kept as F16 only",
    );
  });
});

describe("a download", () => {
  it("of more than 50 MB is announced with its place, and told while it goes on", async () => {
    const config = {
      model_type: "gpt2",
      n_layer: 2,
      n_embd: 768,
      n_head: 12,
      n_positions: 64,
      vocab_size: 1000,
    };
    const hub = await hubWith({ "someone/large": repoOf(virtualCheckpoint(config, "F32", 1)) });
    hub.fail("cdn GET", { bytesPerSecond: 40e6, times: Number.POSITIVE_INFINITY });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const { stderr } = await cli.fine(...activations("someone/large", newOut()));
    const [announced, ...progress] = stderr.trimEnd().split("\n");
    const commit = Object.keys(repoOf({}).commits)[0]!.slice(0, 12);
    expect(announced).toBe(
      `someone/large, commit ${commit}: 60 MB will be downloaded and kept in ${cli.env.TAILSCOPE_CACHE}.`,
    );
    expect(progress.length).toBeGreaterThan(0);
    for (const line of progress)
      expect(line).toMatch(/^Downloading someone\/large, \d+(\.\d)? MB of 60 MB: \d+ %(, \d+ s left)?$/);
    expect(progress.at(-1)).toContain("100 %");
  });
});

describe("a revision", () => {
  it("goes into the recipe as its commit, and an atlas of another one is refused", async () => {
    const hub = await hubWith({ "someone/steps": steps() });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const data = join(root, "data.json");
    writeFileSync(data, JSON.stringify(tinyData()));
    const atlas = join(root, "steps.atlas");
    const fitted = await cli.fine(
      "fit",
      "--model",
      "someone/steps@step1",
      "--data",
      data,
      "--out",
      atlas,
      "--json",
    );
    const { model } = JSON.parse(fitted.stdout) as { model: Record<string, unknown> };
    expect(model).toMatchObject({ id: "someone/steps", revision: commitOf("first") });
    expect(model.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    await cli.fine("predict", "--model", `someone/steps@${commitOf("first")}`, "--atlas", atlas, "a bee");
    const told = await cli.refused("predict", "--model", "someone/steps", "--atlas", atlas, "a bee");
    expect(told).toMatch(
      /^1 .*steps\.atlas was fitted on someone\/steps, whose weights differ from those of/,
    );
  });

  it("that the hub does not have is refused, with nothing kept", async () => {
    const hub = await hubWith({ "someone/steps": steps() });
    const cli = cachedCli(newCache(root), hub.endpoint);
    expect(await cli.refused(...activations("someone/steps@step7", newOut()))).toContain(
      '1 someone/steps has no revision "step7"',
    );
    expect((await cli.models()).models).toEqual([]);
  });
});

describe("refused in one sentence", () => {
  it("offline without a cache", async () => {
    const cli = cachedCli(newCache(root), "http://127.0.0.1:9");
    expect(await cli.refused(...activations("someone/tiny", newOut()), "--offline")).toMatch(
      /^1 someone\/tiny@main is not in the cache, and nothing is fetched offline: /,
    );
  });

  it("what is neither folder, file nor repository", async () => {
    const cli = cachedCli(newCache(root), "http://127.0.0.1:9");
    const told = (model: string) => cli.refused(...activations(model, newOut()));
    expect(await told(join(root, "nowhere"))).toContain("nowhere is no folder and no file; --model takes");
    expect(await told("./gpt2")).toContain("./gpt2 is no folder and no file");
    expect(await told("gpt5")).toContain('2 "gpt5" is no name of a model');
    expect(await told("https://huggingface.co/openai-community/gpt2")).toContain(
      'write "openai-community/gpt2"',
    );
    expect(await told("someone/tiny@../main")).toContain('2 "../main" is no revision of someone/tiny');
    expect(await told("../main/tiny@x/y")).toContain("is no folder and no file");
    expect(await told(join(first, "config.json"))).toContain("is neither a folder nor an .onnx file");
    const far = cachedCli(newCache(root), "http://hub.example.com");
    expect(await far.refused(...activations("someone/tiny", newOut()))).toMatch(
      /^2 The hub's address .* not encrypted/,
    );
  });

  it("a memory budget that is no number", async () => {
    const cli = cachedCli(newCache(root), "http://127.0.0.1:9");
    expect(await cli.refused(...activations(first, newOut()), "--memory-budget", "much")).toContain(
      "2 --memory-budget much: a number from",
    );
  });

  it("a token id out of range, before anything large is downloaded", async () => {
    const hub = await hubWith({ "someone/tiny": repoOfFolder(first) });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const args = ["activations", "--model", "someone/tiny", "--ids", "5,257", "--out", newOut()];
    expect(await cli.refused(...args)).toBe("1 The token id 257 is not among the 257 of someone/tiny.");
    expect((await cli.models()).models[0]).toMatchObject({ complete: false });
  });
});

describe("a gated repository", () => {
  it("opens to a token that is sent to the endpoint and no other host", async () => {
    const hub = await hubWith({ "someone/gated": { ...repoOfFolder(first), gated: "hf_secret" } });
    const cache = newCache(root);
    const closed = cachedCli(cache, hub.endpoint);
    expect(await closed.refused(...activations("someone/gated", newOut()))).toContain(
      "keeps someone/gated closed (401)",
    );
    const wrong = cachedCli(cache, hub.endpoint, { HF_TOKEN: "hf_wrong" });
    expect(await wrong.refused(...activations("someone/gated", newOut()))).toContain("closed (403)");
    expect((await closed.models()).models.some((model) => model.complete)).toBe(false);

    const out = newOut();
    hub.requests.length = 0;
    await cachedCli(cache, hub.endpoint, { HF_TOKEN: "hf_secret" }).fine(
      ...activations("someone/gated", out),
    );
    expect(bytes(out)).toEqual(await activationsOf(first));
    const sent = (at: "hub" | "cdn") =>
      new Set(hub.requests.filter((r) => r.at === at).map((r) => r.authorization));
    expect([...sent("hub")]).toEqual(["Bearer hf_secret"]);
    expect([...sent("cdn")]).toEqual([undefined]);
    expect(filesUnder(cache).some((file) => readFileSync(file).includes("hf_secret"))).toBe(false);
  });
});

describe("a download that is broken off", () => {
  const expectResumed = async (hub: Hub, cli: ReturnType<typeof cachedCli>) => {
    const before = await cli.models();
    expect(before.models.map((model) => model.complete)).toEqual([false]);
    expect(await cli.refused(...activations("someone/tiny", newOut()), "--offline")).toContain(
      "is not in the cache",
    );
    hub.heal();
    hub.requests.length = 0;
    const out = newOut();
    await cli.fine(...activations("someone/tiny", out));
    expect(bytes(out)).toEqual(await activationsOf(first));
    expect((await cli.models()).models.map((model) => model.complete)).toEqual([true]);
    return asked(hub);
  };
  const wholeDownload = async () => {
    const hub = await hubWith({ "someone/tiny": repoOfFolder(first) });
    await cachedCli(newCache(root), hub.endpoint).fine(...activations("someone/tiny", newOut()));
    return asked(hub);
  };

  it("by the network leaves nothing that passes for whole, and goes on at the byte", async () => {
    const hub = await hubWith({ "someone/tiny": repoOfFolder(first) });
    const cli = cachedCli(newCache(root), hub.endpoint);
    const isTensors = ({ range = "" }: { range?: string | undefined }) => {
      const [, begin, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
      return Number(begin) > 8 && Number(end) - Number(begin) > 9000;
    };
    let cut = false;
    const once = (request: HubRequest) => {
      cut ||= request.at === "cdn" && isTensors(request);
      return cut;
    };
    hub.fail(once, { cutAfter: 9000 });
    hub.fail(() => cut, { on: "redirect", status: 401, times: Number.POSITIVE_INFINITY });
    expect(await cli.refused(...activations("someone/tiny", newOut()))).toContain("closed (401)");
    expect(await expectResumed(hub, cli)).toBeLessThan((await wholeDownload()) - 8000);
  });

  it.each(["SIGINT", "SIGKILL"] as const)("by %s too", async (signal) => {
    const hub = await hubWith({ "someone/tiny": repoOfFolder(first) });
    const cache = newCache(root);
    const cli = cachedCli(cache, hub.endpoint);
    hub.fail("cdn GET", { bytesPerSecond: 20_000, times: Number.POSITIVE_INFINITY });
    const running = startTailscope(cli.env, ...activations("someone/tiny", newOut()));
    let stderr = "";
    running.stderr!.on("data", (text) => {
      stderr += text;
    });
    const exit = once(running, "close");
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
    while (!existsSync(cache) || keptTensors(cache) < 8000) await pause(); // half of the embedding has come
    running.kill(signal);
    const [code] = (await exit) as [number | null];
    if (signal === "SIGINT") {
      expect(code).toBe(130);
      expect(stderr).toContain("tailscope: someone/tiny was not opened: stopped.");
    }
    expect(await expectResumed(hub, cli)).toBeLessThan((await wholeDownload()) - 7000);
  });
});
