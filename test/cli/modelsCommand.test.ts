import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cachedCli, newCache } from "../support/cachedCli.ts";
import { filesUnder, tailscopeRefusal } from "../support/cli.ts";
import { tempFolder } from "../support/folder.ts";
import { type Hub, startHub } from "../support/hub.ts";
import { commitOf, repoOfFolder } from "../support/hubRepos.ts";
import { tinyTensors, writeTinyModel } from "../support/tinyModel.ts";

const root = tempFolder();
const [one, two] = [commitOf("one"), commitOf("two")];
const filesOf = (seed: number) => {
  const folder = writeTinyModel(join(root, `m${seed}`), "gpt2", { tensors: tinyTensors("gpt2", seed) });
  return Object.values(repoOfFolder(folder).commits)[0]!;
};
let hub: Hub;
beforeAll(async () => {
  const commits = { [one]: filesOf(1), [two]: filesOf(2) };
  hub = await startHub({
    repos: {
      "someone/tiny": { revisions: { main: two, step1: one }, commits },
      "openai-community/gpt2": { revisions: { main: one }, commits },
    },
  });
});
afterAll(() => hub.close());

const out = join(root, "x");
const open = (model: string) => ["activations", "--model", model, "--ids", "1", "--out", out];

it("tailscope models lists what is in the cache, and says so where nothing is", async () => {
  const cli = cachedCli(newCache(root), hub.endpoint);
  const empty = await cli.fine("models");
  expect(empty.stdout).toMatch(/^Nothing is cached in .*cache0 yet: .*\.\n$/);
  expect(await cli.models()).toEqual({ folder: cli.env.TAILSCOPE_CACHE, bytes: 0, models: [] });

  await cli.fine(...open("someone/tiny@step1"));
  await cli.fine(...open("someone/tiny"));
  await cli.fine(...open("gpt2"), "--f16");
  const { bytes, models } = await cli.models();
  const told = models.map(({ bytes: _, ...model }) => model);
  expect(told).toHaveLength(3);
  for (const model of [
    { repo: "openai-community/gpt2", commit: one, revisions: ["main"], complete: true, asF16: true },
    { repo: "someone/tiny", commit: one, revisions: ["step1"], complete: true, asF16: false },
    { repo: "someone/tiny", commit: two, revisions: ["main"], complete: true, asF16: false },
  ])
    expect(told).toContainEqual(model);
  expect(bytes).toBe(models.reduce((sum, model) => sum + model.bytes, 0));
  const { stdout } = await cli.fine("models");
  expect(stdout).toMatch(new RegExp(`someone/tiny +step1 +${one.slice(0, 12)} +\\d+ kB\n`));
  expect(stdout).toMatch(
    new RegExp(`openai-community/gpt2 +main +${one.slice(0, 12)} +\\d+ kB +kept as F16\n`),
  );
});

it("tailscope models --delete removes a revision, a commit, or all of a repository", async () => {
  const cli = cachedCli(newCache(root), hub.endpoint);
  const refused = (asked: string) => cli.refused("models", "--delete", asked);
  const left = async () => (await cli.models()).models.map(({ repo, commit }) => `${repo} ${commit}`).sort();
  expect(await refused("someone/tiny")).toMatch(/^1 someone\/tiny is not in the cache \(.*\): /);
  for (const model of ["someone/tiny@step1", "someone/tiny", "gpt2"]) await cli.fine(...open(model));

  expect(await refused("someone/tiny@step2")).toMatch(/^1 someone\/tiny@step2 is not in the cache/);
  const gone = await cli.fine("models", "--delete", "someone/tiny@step1");
  expect(gone.stdout).toMatch(
    new RegExp(`^someone/tiny@step1 was removed from the cache: ${one.slice(0, 12)}, \\d+ kB\\.\n$`),
  );
  expect(await left()).toEqual([`openai-community/gpt2 ${one}`, `someone/tiny ${two}`]);
  expect(await cli.refused(...open("someone/tiny@step1"), "--offline")).toContain("is not in the cache");

  await cli.fine("models", "--delete", `someone/tiny@${two.slice(0, 8)}`);
  await cli.fine("models", "--delete", "gpt2");
  expect(await left()).toEqual([]);
  const folder = cli.env.TAILSCOPE_CACHE!;
  expect(existsSync(folder) ? filesUnder(folder) : []).toEqual([]);
});

it("tailscope models --catalogue tells of the study's six, with no network and no cache", async () => {
  const cli = cachedCli(newCache(root), "http://127.0.0.1:9");
  const { stdout } = await cli.fine("models", "--catalogue", "--json");
  const { models } = JSON.parse(stdout) as { models: Record<string, unknown>[] };
  expect(models.map((model) => model.name)).toEqual([
    ...["gpt2", "gpt2-medium", "gpt2-large"],
    ...["pythia-160m", "pythia-410m", "pythia-1b"],
  ]);
  expect(models[3]).toMatchObject({ repo: "EleutherAI/pythia-160m", deduplicated: false, nLayers: 12 });
  expect((await cli.fine("models", "--catalogue")).stdout).toMatch(
    /gpt2-large +openai-community\/gpt2-large +36 × 1280 +20 +1024 +50257 +3\.1 GB F32 +3\.1 GB\n/,
  );
  expect(existsSync(cli.env.TAILSCOPE_CACHE!)).toBe(false);
});

it("tailscope models refuses what it can't make sense of", async () => {
  expect(await tailscopeRefusal("models", "gpt2")).toContain('2 "gpt2" is one word too many');
  expect(await tailscopeRefusal("models", "--catalogue", "--delete", "gpt2")).toContain("exclude each other");
  expect(await tailscopeRefusal("models", "--delete", "../../x")).toContain("is no name of a model");
});
